import { moroccoPublicCalendar } from '@jamaa/deadlines';
import { describe, expect, it } from '@jest/globals';
import { after, fullLine, inWords, ordinary, runUntil, story } from '../../test/support/specification.ts';
import { evolveOne } from './evolve.ts';
import type { LineLevel } from './firing.ts';
import { currentRules } from './policies/rules.ts';
import { inside } from './supervision.ts';

const filed = story([['submitted', '2026-06-01T09:00:00Z']]);
const words = (run: ReturnType<typeof runUntil>): string[] => run.fired.map(inWords);
const without = (...vacant: string[]): LineLevel[] =>
  fullLine.map((level) => (vacant.includes(level.level) ? { ...level, accountIds: [] } : level));

describe('an unattended case', () => {
  it('is warned of, breached, and brought up the line, each level once, every message at 08:30 local', () => {
    expect(words(runUntil(after(filed).legal, '2027-12-31T00:00:00Z'))).toEqual([
      '2026-07-02T07:30:00.000Z T30 → directeur',
      '2026-07-16T07:30:00.000Z J-15 → coordinator',
      '2026-07-26T07:30:00.000Z J-5 → coordinator',
      '2026-07-31T23:00:00.000Z breach → coordinator',
      '2026-08-01T07:30:00.000Z directeur-services → directeur',
      '2026-08-06T07:30:00.000Z president → president',
      '2026-08-16T07:30:00.000Z gouverneur → gouverneur',
      '2026-08-31T07:30:00.000Z wali → wali',
      '2026-09-30T07:30:00.000Z dgct → dgct',
    ]);
  });

  it('has its internal target warned of at half and at four fifths, and brought to the unit once', () => {
    const voirie = after(story([['submitted', '2026-06-01T09:00:00Z', { category: 'VOI' }]]));
    expect(words(runUntil(voirie.internal, '2027-12-31T00:00:00Z'))).toEqual([
      '2026-06-09T07:30:00.000Z 50% → coordinator',
      '2026-06-13T07:30:00.000Z 80% → coordinator',
      '2026-06-16T23:00:00.000Z breach → coordinator',
      '2026-06-17T07:30:00.000Z unit → coordinator',
    ]);
  });

  it('warns once of a target so short that both warnings fall on one morning', () => {
    const flood = after(story([['submitted', '2026-06-01T09:00:00Z', { category: 'INO' }]]));
    expect(words(runUntil(flood.internal, '2026-06-02T23:00:00Z'))).toEqual([
      '2026-06-02T07:30:00.000Z 80% → coordinator',
      '2026-06-02T23:00:00.000Z breach → coordinator',
    ]);
  });
});

it('training goes up its own body and no further, also when nobody stands there', () => {
  const exercise = after(story([['submitted', '2026-06-01T09:00:00Z', { organisation: 'formation', training: true }]]));
  const { fired } = runUntil(exercise.legal, '2027-12-31T00:00:00Z');
  const levels = fired.flatMap(({ outcome }) => (outcome.type === 'escalated' ? [outcome.level] : []));
  expect(levels).toEqual(['directeur-services', 'president']);
  expect(inside(fullLine).map(({ level }) => level)).toEqual(['unit', 'directeur-services', 'president']);
});

describe('a level without a person', () => {
  it('is passed over upwards at once, and said so; the level that was told early is not told again', () => {
    const { fired } = runUntil(after(filed).legal, '2027-12-31T00:00:00Z', without('directeur-services', 'wali'));
    const levels = fired.map(({ outcome }) => outcome).filter((outcome) => outcome.type === 'escalated');
    expect(levels.map(({ level, vacant }) => [level, vacant])).toEqual([
      ['president', ['directeur-services']],
      ['gouverneur', []],
      ['dgct', ['wali']],
    ]);
    expect(fired.map(({ at }) => at).slice(-3)).toEqual([
      '2026-08-01T07:30:00.000Z',
      '2026-08-16T07:30:00.000Z',
      '2026-08-31T07:30:00.000Z',
    ]);
  });

  it('waits while nobody stands on the line at all, and fires when somebody is appointed', () => {
    const nobody = fullLine.map((level) => ({ ...level, accountIds: [] }));
    const waiting = runUntil(after(filed).legal, '2026-08-02T00:00:00Z', nobody);
    expect(waiting.clock.next?.key).toBe('level:directeur-services');
    expect(words(runUntil(waiting.clock, '2026-08-02T00:00:00Z'))).toEqual([
      '2026-08-01T07:30:00.000Z directeur-services → directeur',
    ]);
  });
});

describe('failures of other systems that do not happen here', () => {
  it('warning firing at midnight: a deposit registered at night, late, is reminded of when offices open', () => {
    const late = after(story([['submitted', '2026-07-29T23:30:00Z', { receivedAt: ordinary.receivedAt }]]));
    expect(words(runUntil(late.legal, '2026-07-31T22:00:00Z'))).toEqual(['2026-07-30T07:30:00.000Z J-5 → coordinator']);
  });

  it('a warning that was missed is not sent once the delay is over', () => {
    const late = after(story([['submitted', '2026-08-10T09:00:00Z', { receivedAt: ordinary.receivedAt }]]));
    expect(words(runUntil(late.legal, '2026-08-01T00:00:00Z'))).toEqual([
      '2026-07-31T23:00:00.000Z breach → coordinator',
    ]);
  });

  it('a deactivated rule that leaves cases escalated: a corrected category takes an undue breach back', () => {
    const told = story([
      ['submitted', '2026-06-01T09:00:00Z'],
      [
        'assigned',
        '2026-06-05T09:00:00Z',
        { organisation: 'commune:03.451.01.09', unit: 'technical', category: 'VOI' },
      ],
    ]);
    const breached = runUntil(after(told.slice(0, 1)).internal, '2026-06-04T12:00:00Z').clock;
    expect(breached).toMatchObject({ state: 'breached', level: 'unit' });
    const { internal } = after(told.slice(1), currentRules, { internal: breached });
    expect(internal).toMatchObject({ state: 'running', level: undefined, breachedAt: undefined });
    expect(words(runUntil(internal, '2027-01-01T00:00:00Z')).map((line) => line.split(' ')[1])).toEqual([
      'breach',
      'unit',
    ]);
  });

  it('an escalation that is over does not go on after the answer', () => {
    const breached = runUntil(after(filed).legal, '2026-08-10T00:00:00Z').clock;
    const answered = after(story([['answered', '2026-08-10T09:00:00Z']]), currentRules, { legal: breached });
    expect(answered.legal).toMatchObject({ state: 'breached', endedAt: new Date('2026-08-10T09:00:00Z') });
    expect(answered.legal?.next).toBeUndefined();
  });

  it('a complement asked for after the target was missed does not stop the escalation', () => {
    const told = story([
      ['submitted', '2026-06-01T09:00:00Z'],
      ['complementAsked', '2026-06-04T05:00:00Z'],
    ]);
    const breached = runUntil(after(told.slice(0, 1)).internal, '2026-06-04T00:00:00Z').clock;
    const { internal } = after(told.slice(1), currentRules, { internal: breached });
    expect(internal).toMatchObject({ state: 'breached', next: { key: 'level:unit' } });
  });
});

describe('a changed calendar', () => {
  it('moves an open target, and what was warned of already is not warned of again', () => {
    const told = story([
      ['submitted', '2026-05-25T11:00:00Z', { receivedAt: new Date('2026-05-25T11:00:00Z'), category: 'LEG' }],
    ]);
    const before = runUntil(after(told).internal, '2026-05-26T12:00:00Z');
    expect(before.clock.dueAt?.toISOString()).toBe('2026-06-01T23:00:00.000Z');
    const name = { ar: 'يوم عطلة', fr: 'Jour férié décrété' };
    const calendar = {
      ...moroccoPublicCalendar,
      version: moroccoPublicCalendar.version + 1,
      holidays: [...moroccoPublicCalendar.holidays, { date: '2026-06-01', name, status: 'confirmed' as const }],
    };
    const rules = { ...currentRules, calendar };
    const moved = evolveOne(
      before.clock,
      { type: 'recalculated', kind: 'internal', at: new Date('2026-05-29T12:00:00Z') },
      rules,
    );
    expect(moved.dueAt?.toISOString()).toBe('2026-06-02T23:00:00.000Z');
    expect(moved.calendarVersion).toBe(calendar.version);
    const keys = [...before.fired, ...runUntil(moved, '2026-06-03T00:00:00Z', fullLine, rules).fired].map(inWords);
    expect(new Set(keys.map((line) => line.split(' ')[1])).size).toBe(keys.length);
  });
});
