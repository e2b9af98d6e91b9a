import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { after, bySla, recount, told } from '../../test/support/story.ts';
import type { Case } from './case.ts';
import { countsOf } from './counts.ts';
import { anew, type CaseEvent, type Flow } from './figures.ts';
import { nonZero, Tally } from './tally.ts';

const ids = ['a', 'b', 'c'] as const;
const open = ['received', 'qualification', 'assigned', 'in-progress', 'awaiting-complement', 'answer-proposed'];
const states = [...open, 'answered', 'refused', 'redirected', 'closed', 'withdrawn', 'merged'];

const step = fc.record({
  state: fc.constantFrom(...states, 'handed-over'),
  days: fc.integer({ min: 0, max: 40 }),
  category: fc.constantFrom('VOI', 'ECL', 'COR'),
  commune: fc.constantFrom('03.451.01.09', '03.231.01.05'),
  disposition: fc.constantFrom('', '', 'retained'),
});
const clockStep = fc.constantFrom('warned', 'breached', 'ahead', 'later');
const breachedAt = new Date('2027-01-01T23:00:00Z');

/** What both publishers tell of one case, each in its order. */
const stories = (id: string) =>
  fc
    .record({
      steps: fc.array(step, { minLength: 1, maxLength: 8 }),
      clock: fc.array(clockStep, { maxLength: 5 }),
      timed: fc.boolean(),
      importedAt: fc.constantFrom(undefined, new Date('2026-12-01T00:00:00Z'), new Date('2027-02-01T00:00:00Z')),
      channel: fc.constantFrom('web', 'desk'),
    })
    .map(({ steps, clock, ...fixed }) => {
      let [days, confidential] = [0, false];
      const intake = steps.map(({ state, days: more, category, commune, disposition }, i): CaseEvent => {
        days += more;
        confidential ||= category === 'COR';
        return told(id, i + 1, state, days, { disposition, about: { ...fixed, category, commune, confidential } });
      });
      const sla = clock.map((what, i): CaseEvent => {
        if (what === 'warned') return bySla(id, i + 1, { type: 'warned' });
        if (what === 'breached') return bySla(id, i + 1, { type: 'breached', at: breachedAt });
        return bySla(id, i + 1, { type: 'rescheduled', ahead: what === 'ahead' });
      });
      return { intake, sla };
    });

const everything = fc.tuple(...ids.map(stories));

interface Story {
  readonly intake: readonly CaseEvent[];
  readonly sla: readonly CaseEvent[];
}

/** All streams of the cases woven into one another in an order that `picks` decides, each stream in its own. */
function weave(cases: readonly Story[], picks: readonly number[]): CaseEvent[] {
  const rest = cases.flatMap(({ intake, sla }) => [[...intake], [...sla]]);
  const woven: CaseEvent[] = [];
  for (let turn = 0; ; turn += 1) {
    const ready = rest.filter((stream) => stream.length > 0);
    const next = ready[(picks[turn % picks.length] ?? 0) % Math.max(1, ready.length)]?.shift();
    if (next === undefined) return woven;
    woven.push(next);
  }
}

const picks = fc.array(fc.nat(20), { minLength: 1, maxLength: 40 });
const sorted = (map: ReadonlyMap<string, object>): unknown[] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
const byRegion = (flows: readonly Flow[], what: string): number => flows.filter(({ flow }) => flow === what).length;

describe('figures', () => {
  it('are what the cases make when they are counted again', () => {
    fc.assert(
      fc.property(everything, picks, (cases, order) => {
        const books = after(weave(cases, order));
        const counted = recount(books.cases.values());
        expect(sorted(books.days)).toEqual(sorted(counted.days));
        const standing = [...books.shelves].map(([id, by]): [string, object] => {
          const { open = 0, dueSoon = 0, overdue = 0 } = by;
          const some = Object.entries({ open, dueSoon, overdue }).filter(([, value]) => value !== 0);
          return [id, Object.fromEntries(some)];
        });
        const full = standing.filter(([, by]) => Object.keys(by).length > 0);
        expect(sorted(new Map(full))).toEqual(sorted(counted.shelves));
      }),
      { numRuns: 300 },
    );
  });

  it('end the same in whatever order the two streams come', () => {
    fc.assert(
      fc.property(everything, picks, picks, (cases, one, other) => {
        const [first, second] = [after(weave(cases, one)), after(weave(cases, other))];
        expect(sorted(first.days)).toEqual(sorted(second.days));
        expect(byRegion(first.flows, 'received')).toBe(byRegion(second.flows, 'received'));
      }),
      { numRuns: 300 },
    );
  });

  it('tell metrics of each breach that stands, once, and never take one back', () => {
    fc.assert(
      fc.property(everything, picks, (cases, order) => {
        const books = after(weave(cases, order));
        const standing = [...books.days.values()].reduce((sum, { breached = 0 }) => sum + breached, 0);
        expect(byRegion(books.flows, 'breached')).toBeGreaterThanOrEqual(standing);
        expect(byRegion(books.flows, 'breached')).toBeLessThanOrEqual(ids.length);
        for (const by of books.shelves.values()) expect(by['breaches'] ?? 0).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 200 },
    );
  });

  it('do not change by events that come twice', () => {
    fc.assert(
      fc.property(everything, picks, fc.nat(30), (cases, order, from) => {
        const events = weave(cases, order);
        const again = [...events, ...events.slice(from), ...events];
        expect(sorted(after(again).days)).toEqual(sorted(after(events).days));
        expect(after(again).flows).toEqual(after(events).flows);
      }),
      { numRuns: 200 },
    );
  });

  it('have every case received in one standing, and no confidential one below its région', () => {
    fc.assert(
      fc.property(everything, picks, (cases, order) => {
        const books = after(weave(cases, order));
        for (const [id, by] of books.days) {
          const { received = 0, open = 0, ended = 0, merged = 0, withdrawn = 0 } = by;
          expect(received).toBe(open + ended + merged + withdrawn);
          for (const value of Object.values(by)) expect(value).toBeGreaterThan(0);
          expect(id).not.toContain('COR');
        }
      }),
      { numRuns: 200 },
    );
  });

  it('are those of what is left when a case is made again from less than was told of it, and metrics keep what they were told', () => {
    fc.assert(
      fc.property(everything, picks, fc.nat(8), fc.nat(5), (cases, order, some, few) => {
        const [lost, ...others] = cases;
        const left = [...(lost?.intake.slice(0, some) ?? []), ...(lost?.sla.slice(0, few) ?? [])];
        const books = after(weave(cases, order));
        const before = books.cases.get('a');
        if (before === undefined) throw new Error('no case');
        const { row, deltas } = anew(before, left);
        const figures = new Tally();
        figures.add(recountOf(books.cases.values()), []);
        figures.add(deltas, []);
        const rest = after([...left, ...others.flatMap(({ intake, sla }) => [...intake, ...sla])]);
        expect(sorted(full(figures.days))).toEqual(sorted(rest.days));
        expect(row?.told ?? {}).toMatchObject(before.told ?? {});
      }),
      { numRuns: 300 },
    );
  });
});

const recountOf = (cases: Iterable<Case>) => [...cases].flatMap((one) => countsOf(one) ?? []);
const full = (days: Tally['days']): Map<string, object> =>
  new Map([...days].map(([id, { by }]) => [id, nonZero(by)] as const).filter(([, by]) => Object.keys(by).length > 0));
