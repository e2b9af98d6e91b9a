import { moroccoPublicCalendar } from '@jamaa/deadlines';
import { describe, expect, it } from '@jest/globals';
import { after, runUntil, story, type Told } from '../../test/support/specification.ts';
import { currentRules, type Rules } from './policies/rules.ts';

const filed: Told = ['submitted', '2026-06-01T09:00:00Z', { category: 'LEG' }];
const due = (told: readonly Told[], rules?: Rules, kind: 'internal' | 'legal' = 'internal'): string | undefined =>
  after(story(told), rules)[kind]?.dueAt?.toISOString();
const end = '2027-12-31T00:00:00Z';

/** What the users of other systems complain of, each by its name. */
describe('failures of other systems that do not happen here', () => {
  it('Signalen ignores holidays: 17 June is 1 Moharram and is not counted', () => {
    const received = { category: 'LEG', receivedAt: new Date('2026-06-15T09:00:00Z') };
    expect(due([['submitted', '2026-06-15T09:00:00Z', received]])).toBe('2026-06-19T23:00:00.000Z');
  });

  it('Signalen takes a Monday 00:30 in Casablanca for Sunday: it is Monday, and is not counted', () => {
    // 23:30Z of Sunday 7 June is Monday 8 June, 00:30 local.
    const received = { category: 'LEG', receivedAt: new Date('2026-06-07T23:30:00Z') };
    expect(due([['submitted', '2026-06-07T23:30:00Z', received]])).toBe('2026-06-11T23:00:00.000Z');
    const sunday = { category: 'LEG', receivedAt: new Date('2026-06-07T22:30:00Z') };
    expect(due([['submitted', '2026-06-07T22:30:00Z', sunday]])).toBe('2026-06-10T23:00:00.000Z');
  });

  it('pause lost on a change of rule: a corrected category keeps the days that were waited', () => {
    const waited: Told[] = [
      filed,
      ['complementAsked', '2026-06-02T10:00:00Z'],
      ['complementReceived', '2026-06-08T10:00:00Z'],
    ];
    // 3 to 8 June are six days; 15 calendar days from 1 June end on the 16th.
    expect(due([...waited, ['assigned', '2026-06-09T10:00:00Z', { category: 'VOI' }]])).toBe(
      '2026-06-22T23:00:00.000Z',
    );
  });

  it('pause lost on a change of rule: also while it lasts', () => {
    const told = story([
      filed,
      ['complementAsked', '2026-06-02T10:00:00Z'],
      ['assigned', '2026-06-03T10:00:00Z', { category: 'VOI', state: 'awaiting-complement' }],
    ]);
    expect(after(told).internal).toMatchObject({ state: 'suspended', next: undefined, dueAt: undefined });
  });

  it('pause counted over the weekend: of a wait from Friday to Monday only Monday is a working day', () => {
    const told: Told[] = [
      filed,
      ['complementAsked', '2026-06-05T10:00:00Z'],
      ['complementReceived', '2026-06-08T15:00:00Z'],
    ];
    // Three working days from 1 June end on the 4th, before the question: nothing changes.
    expect(due(told)).toBe('2026-06-04T23:00:00.000Z');
    const early: Told[] = [
      filed,
      ['complementAsked', '2026-06-03T10:00:00Z'],
      ['complementReceived', '2026-06-08T15:00:00Z'],
    ];
    expect(due(early)).toBe('2026-06-09T23:00:00.000Z');
  });

  it('a warning level firing at midnight: all but the breach itself leave at 08:30 local', () => {
    const { legal, internal } = after(story([filed]));
    for (const clock of [legal, internal])
      for (const { at, outcome } of runUntil(clock, end).fired)
        if (outcome.type !== 'breached') expect(at).toMatch(/T0[78]:30:00\.000Z$/);
  });

  it('a merged case that still escalates: nothing is left to fire, and separated it goes on where it was', () => {
    const joined = after(story([filed, ['merged', '2026-06-02T10:00:00Z']]));
    expect([joined.legal?.next, joined.internal?.next]).toEqual([undefined, undefined]);
    const parted: Told[] = [filed, ['merged', '2026-06-02T10:00:00Z'], ['unmerged', '2026-06-03T10:00:00Z']];
    expect(due(parted, currentRules, 'legal')).toBe(due([filed], currentRules, 'legal'));
  });

  it('a deactivated rule that leaves cases escalated: a breach that a decreed day undoes is taken back', () => {
    const breached = runUntil(after(story([filed])).internal, '2026-06-04T23:30:00Z').clock;
    expect(breached.state).toBe('breached');
    const name = { ar: 'عطلة', fr: 'Férié' };
    const holidays = [...moroccoPublicCalendar.holidays, { date: '2026-06-05', name, status: 'confirmed' as const }];
    const rules = { ...currentRules, calendar: { ...moroccoPublicCalendar, version: 2, holidays } };
    const corrected = story([filed, ['assigned', '2026-06-05T08:00:00Z', { category: 'INF' }]]).slice(1);
    const back = after(corrected, rules, { internal: breached }).internal;
    expect(back).toMatchObject({ state: 'running', breachedAt: undefined, level: undefined });
  });

  it('the update clock overruling the first answer: what happens after the answer leaves its verdict alone', () => {
    const answered: Told[] = [filed, ['answered', '2026-06-03T10:00:00Z']];
    const met = after(story(answered)).legal;
    const later = after(
      story([...answered, ['rated', '2026-09-01T10:00:00Z'], ['closed', '2026-09-01T10:00:00Z']]),
    ).legal;
    expect(met?.state).toBe('met');
    expect(later).toEqual(met);
  });

  it('DIGIT restarts the clock at any comment: changes of hands and returned answers move nothing', () => {
    const busy: Told[] = [
      filed,
      ['assigned', '2026-06-01T10:00:00Z', { organisation: 'commune:03.451.01.09', unit: 'technical' }],
      ['taken', '2026-06-02T10:00:00Z', { handler: 'x' }],
      ['released', '2026-06-02T11:00:00Z', { handler: '' }],
      ['taken', '2026-06-02T12:00:00Z', { handler: 'y' }],
      ['answerProposed', '2026-06-03T10:00:00Z'],
      ['answerReturned', '2026-06-03T11:00:00Z'],
      ['transferred', '2026-06-03T12:00:00Z', { organisation: 'srm:03', unit: 'water' }],
    ];
    expect(due(busy)).toBe(due([filed]));
    expect(due(busy, currentRules, 'legal')).toBe(due([filed], currentRules, 'legal'));
  });
});
