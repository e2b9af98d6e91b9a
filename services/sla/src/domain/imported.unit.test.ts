import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { after, inWords, runUntil, story } from '../../test/support/specification.ts';
import { clockKinds } from './clock.ts';

const received = new Date('2026-03-02T10:00:00Z');
/** A case on roads of 2 March, taken over from another register at an instant. */
const takenOver = (at: string, change: object = {}) =>
  after(
    story([
      ['submitted', at, { receivedAt: received, acknowledgedAt: received, category: 'VOI', imported: true, ...change }],
    ]),
  );

describe('a case taken over from another register', () => {
  it('has its clocks run from the original receipt', () => {
    expect(takenOver('2026-03-10T10:00:00Z').legal).toMatchObject({ startedAt: received, state: 'running' });
    expect(takenOver('2026-03-10T10:00:00Z').legal?.dueAt).toEqual(new Date('2026-05-01T23:00:00Z'));
  });

  it('warns, breaches and escalates as any other where nothing was planned before the import', () => {
    const { fired } = runUntil(takenOver('2026-03-10T10:00:00Z').legal, '2026-05-02T10:00:00Z');
    expect(fired.map(inWords)).toEqual([
      '2026-04-02T07:30:00.000Z T30 → directeur',
      '2026-04-16T07:30:00.000Z J-15 → coordinator',
      '2026-04-26T07:30:00.000Z J-5 → coordinator',
      '2026-05-01T23:00:00.000Z breach → coordinator',
      '2026-05-02T07:30:00.000Z directeur-services → directeur',
    ]);
  });

  it('keeps quiet about warnings of before, not even as one reminder', () => {
    const { fired } = runUntil(takenOver('2026-04-20T10:00:00Z').legal, '2026-05-01T10:00:00Z');
    expect(fired.map(inWords)).toEqual(['2026-04-26T07:30:00.000Z J-5 → coordinator']);
  });

  it('late since long is breached from the day it was; levels already due are behind it, the next one fires on its day', () => {
    const { legal } = takenOver('2026-05-20T10:00:00Z');
    expect(legal).toMatchObject({ state: 'breached', breachedAt: new Date('2026-05-01T23:00:00Z') });
    expect(legal?.passed).toEqual(
      expect.arrayContaining([
        'J-15',
        'J-5',
        'breach',
        'level:directeur-services',
        'level:president',
        'level:gouverneur',
      ]),
    );
    expect(runUntil(legal, '2026-12-31T00:00:00Z').fired.map(inWords)).toEqual([
      '2026-06-01T07:30:00.000Z wali → wali',
      '2026-07-01T07:30:00.000Z dgct → dgct',
    ]);
  });

  it.each([
    ['in time', '2026-04-30T12:00:00Z', 'met'],
    ['late', '2026-05-05T12:00:00Z', 'breached'],
  ] as const)('that was answered %s there counts so, whenever it is imported', (_when, ended, state) => {
    const over = { receivedAt: received, acknowledgedAt: received, category: 'VOI', imported: true };
    const { legal } = after(
      story([
        ['submitted', ended, over],
        ['answered', ended, over],
      ]),
    );
    expect(legal).toMatchObject({ state, endedAt: new Date(ended) });
    expect(legal?.next).toBeUndefined();
  });

  it('never fires a step that was planned up to the import, and every later one once', () => {
    const day = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(day, fc.constantFrom('VOI', 'DEC', 'LEG', 'INF', 'AUT'), (days, category) => {
        const at = new Date(received.getTime() + days * 86_400_000);
        const [imported, filed] = [
          takenOver(at.toISOString(), { category }),
          after(
            story([
              ['submitted', received.toISOString(), { receivedAt: received, acknowledgedAt: received, category }],
            ]),
          ),
        ];
        for (const kind of clockKinds) {
          if (filed[kind] === undefined) continue;
          const all = runUntil(filed[kind], '2028-12-31T00:00:00Z').fired.map(inWords);
          const later = all.filter((_, index) => new Date(all[index]?.split(' ')[0] ?? '') > at);
          expect(runUntil(imported[kind], '2028-12-31T00:00:00Z').fired.map(inWords)).toEqual(later);
        }
      }),
      { numRuns: 60 },
    );
  });
});
