import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { after, ordinary, runUntil, story, type Told } from '../../test/support/specification.ts';
import { type Clocks, evolve } from './evolve.ts';
import { currentRules, type Rules } from './policies/rules.ts';

/*
 * The oracle below counts day by day and knows nothing of the code under test: from 22 March 2026 to February 2027 legal time is
 * GMT+1, so the local day of an instant is its UTC day an hour later.
 */
const DAY = 86_400_000;
const HOUR = 3_600_000;
const targets: Readonly<Record<string, readonly [amount: number, working: boolean]>> = {
  LEG: [3, true],
  INF: [20, true],
  DEC: [2, false],
  VOI: [15, false],
};
const dayOf = (at: Date | string): number => Math.floor((new Date(at).getTime() + HOUR) / DAY);
const text = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

interface World {
  readonly weekend: readonly number[];
  readonly holidays: readonly number[];
}
const weekdayOf = (day: number): number => ((day + 3) % 7) + 1;

function naiveDue(
  world: World,
  category: string,
  start: Date,
  pauses: readonly (readonly [number, number])[],
): number | undefined {
  const [amount, working] = targets[category] ?? [0, false];
  let day = dayOf(start);
  for (let left = amount; left > 0; ) {
    day += 1;
    if (day > dayOf(start) + 2_000) return undefined;
    const off = world.weekend.includes(weekdayOf(day)) || world.holidays.includes(day);
    const waits = pauses.some(([asked, given]) => day > asked && day <= given);
    if (!waits && !(working && off)) left -= 1;
  }
  return (day + 1) * DAY - HOUR;
}

const rulesOf = (world: World, version: number): Rules => ({
  ...currentRules,
  calendar: {
    ...currentRules.calendar,
    version,
    weekend: world.weekend,
    holidays: world.holidays.map((day) => ({ date: text(day), name: { ar: 'ع', fr: 'F' }, status: 'confirmed' })),
  },
});

const start = new Date('2026-06-01T09:00:00Z');
const worlds = fc.record({
  weekend: fc.constantFrom([6, 7], [5], [7], [5, 6]),
  holidays: fc.uniqueArray(fc.integer({ min: dayOf(start), max: dayOf(start) + 60 }), { maxLength: 12 }),
});
type Move =
  | 'ask'
  | 'give'
  | 'LEG'
  | 'INF'
  | 'DEC'
  | 'VOI'
  | 'unit'
  | 'take'
  | 'merge'
  | 'unmerge'
  | 'answer'
  | 'withdraw';
const moves = fc.array(
  fc.tuple(
    fc.constantFrom<Move>(
      'ask',
      'give',
      'ask',
      'give',
      'LEG',
      'INF',
      'DEC',
      'VOI',
      'unit',
      'take',
      'merge',
      'unmerge',
      'answer',
      'withdraw',
    ),
    fc.integer({ min: 1, max: 100 }),
  ),
  { maxLength: 9 },
);

/** As the database gives it back: instants are dates, but for those of pauses, which are texts. */
const instants = new Set(['startedAt', 'dueAt', 'breachedAt', 'endedAt', 'at']);
const throughStorage = (clocks: Clocks): Clocks =>
  JSON.parse(JSON.stringify(clocks), (key, value: unknown) =>
    instants.has(key) ? new Date(String(value)) : value,
  ) as Clocks;

/** Drops what the table of commands does not allow, and tells what the case has become. */
function play(wanted: readonly (readonly [Move, number])[]) {
  const told: Told[] = [['submitted', start.toISOString(), { category: 'LEG' }]];
  const pauses: [number, number][] = [];
  let [at, category, waiting, merged, over] = [start.getTime(), 'LEG', false, false, false];
  const state = () => (waiting ? { state: 'awaiting-complement' as const } : {});
  for (const [move, hours] of wanted) {
    if (over || (merged && move !== 'unmerge') || (!merged && move === 'unmerge')) continue;
    at += hours * HOUR;
    const when = new Date(at).toISOString();
    if (move === 'merge' || move === 'unmerge') {
      merged = move === 'merge';
      told.push(merged ? ['merged', when] : ['unmerged', when, state()]);
    } else if (move === 'ask' && !waiting) {
      waiting = true;
      pauses.push([dayOf(when), Number.POSITIVE_INFINITY]);
      told.push(['complementAsked', when]);
    } else if (move === 'give' && waiting) {
      waiting = false;
      const last = pauses.at(-1);
      if (last !== undefined) last[1] = dayOf(when);
      told.push(['complementReceived', when]);
    } else if (move === 'unit' || move === 'take')
      told.push([move === 'unit' ? 'assigned' : 'taken', when, { unit: when, ...state() }]);
    else if (move === 'answer' || move === 'withdraw') {
      over = true;
      told.push([move === 'answer' ? 'answered' : 'withdrawn', when]);
    } else if (move in targets) {
      category = move;
      told.push(['assigned', when, { category, ...state() }]);
    }
  }
  return { facts: story(told, ordinary), pauses, category, ended: over || merged };
}

describe('whatever happens to a case, in any calendar', () => {
  it('its target ends where counting day by day ends, and its legal delay sixty days after receipt', () => {
    fc.assert(
      fc.property(worlds, moves, (world, wanted) => {
        const { facts, pauses, category, ended } = play(wanted);
        const { internal, legal } = after(facts, rulesOf(world, 1));
        expect(legal?.dueAt?.getTime()).toBe((dayOf(start) + 61) * DAY - HOUR);
        if (!ended) expect(internal?.dueAt?.getTime()).toBe(naiveDue(world, category, start, pauses));
      }),
      { numRuns: 400 },
    );
  });

  it('a pause never brings the end nearer, and the time used is kept: only a new pause is added, nothing starts anew', () => {
    fc.assert(
      fc.property(worlds, moves, (world, wanted) => {
        const { facts, category, ended } = play(wanted);
        const rules = rulesOf(world, 1);
        let before = after(facts.slice(0, 1), rules);
        for (const fact of facts.slice(1)) {
          const now = after([fact], rules, before);
          expect(now.internal).toMatchObject({ startedAt: start, round: 0 });
          expect(now.internal?.pauses.map(({ from }) => from).slice(0, before.internal?.pauses.length)).toEqual(
            before.internal?.pauses.map(({ from }) => from),
          );
          before = now;
        }
        const due = before.internal?.dueAt?.getTime();
        if (!ended && due !== undefined) expect(due).toBeGreaterThanOrEqual(naiveDue(world, category, start, []) ?? 0);
      }),
    );
  });

  it('replayed from what was stored in between it is the same', () => {
    fc.assert(
      fc.property(worlds, moves, fc.nat(9), (world, wanted, cut) => {
        const { facts } = play(wanted);
        const rules = rulesOf(world, 1);
        const stored = throughStorage(after(facts.slice(0, cut), rules));
        expect(after(facts.slice(cut), rules, stored)).toEqual(after(facts, rules));
      }),
    );
  });

  it('a changed calendar counts as if it had always been so, once or twice', () => {
    fc.assert(
      fc.property(worlds, worlds, moves, (first, second, wanted) => {
        const { facts, pauses, category, ended } = play(wanted);
        if (ended) return;
        const [old, rules] = [rulesOf(first, 1), rulesOf(second, 2)];
        const at = facts.at(-1)?.at ?? start;
        const change = { type: 'recalculated', kind: 'internal', at } as const;
        const once = evolve(after(facts, old), change, rules);
        expect(once.internal?.dueAt?.getTime()).toBe(naiveDue(second, category, start, pauses));
        expect(once.internal?.dueAt).toEqual(after(facts, rules).internal?.dueAt);
        expect(evolve(once, change, rules)).toEqual(once);
      }),
    );
  });

  it('each step fires at most once in a round, and none after the end', () => {
    fc.assert(
      fc.property(worlds, moves, (world, wanted) => {
        const { facts } = play(wanted.filter(([move]) => !(move in targets)));
        const rules = rulesOf(world, 1);
        const keys: string[] = [];
        let clocks = after(facts.slice(0, 1), rules);
        const run = (until: string): void => {
          for (const kind of ['legal', 'internal'] as const) {
            const { clock, fired } = runUntil(clocks[kind], until, undefined, rules);
            if (fired.length > 0) expect(clocks[kind]?.endedAt).toBeUndefined();
            for (const { outcome } of fired)
              keys.push(
                `${kind} ${outcome.type === 'warned' ? outcome.rule : outcome.type === 'escalated' ? outcome.level : 'breach'}`,
              );
            clocks = { ...clocks, [kind]: clock };
          }
        };
        for (const fact of facts.slice(1)) {
          run(fact.at.toISOString());
          clocks = after([fact], rules, clocks);
        }
        run('2027-06-01T00:00:00Z');
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});
