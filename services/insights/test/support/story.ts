import type { Case } from '../../src/domain/case.ts';
import { type Counted, countsOf } from '../../src/domain/counts.ts';
import { type CaseEvent, type Flow, figures, type ToldByIntake, type ToldBySla } from '../../src/domain/figures.ts';
import { type Increments, nonZero, Tally } from '../../src/domain/tally.ts';

export const cell = '03';
/** 2 November 2026, in days since 1970. */
export const receivedOn = Date.parse('2026-11-02') / 86_400_000;

export const about: ToldByIntake['about'] = {
  category: 'VOI',
  commune: '03.451.01.09',
  channel: 'web',
  confidential: false,
  day: '2026-11-02',
  timed: true,
};

type Change = Partial<Pick<ToldByIntake, 'disposition' | 'training'>> & {
  readonly about?: Partial<ToldByIntake['about']>;
};

/** What intake tells at version `version`, `after` days from the receipt. */
export const told = (id: string, version: number, state: string, after = 0, change: Change = {}): ToldByIntake => ({
  ...{ source: 'intake', cell, id, version, state, receivedOn, on: receivedOn + after },
  ...{ disposition: '', training: false, ...change },
  about: { ...about, ...change.about },
});

export const bySla = (id: string, version: number, what: ToldBySla['what']): ToldBySla => ({
  ...{ source: 'sla', cell, id, version, what },
});

export interface Books {
  readonly cases: ReadonlyMap<string, Case>;
  readonly days: ReadonlyMap<string, Increments>;
  readonly shelves: ReadonlyMap<string, Increments>;
  readonly flows: readonly Flow[];
}

/** Cases and figures after events. */
export function after(events: readonly CaseEvent[]): Books {
  const cases = new Map<string, Case>();
  const tally = new Tally();
  const flows: Flow[] = [];
  for (const event of events) {
    const effect = figures(cases.get(event.id), event);
    if (effect.row !== undefined) cases.set(event.id, effect.row);
    tally.add(effect.deltas, effect.flows);
    flows.push(...effect.flows);
  }
  return { cases, ...numbersOf(tally), flows };
}

/** The figures that the cases make, counted from nothing. */
export function recount(cases: Iterable<Case>): Pick<Books, 'days' | 'shelves'> {
  const tally = new Tally();
  const counted = [...cases].map(countsOf).filter((one): one is Counted => one !== undefined);
  tally.add(counted, []);
  return numbersOf(tally);
}

function numbersOf(tally: Tally): Pick<Books, 'days' | 'shelves'> {
  const full = ([, by]: readonly [string, Increments]): boolean => Object.keys(by).length > 0;
  return {
    days: new Map([...tally.days].map(([id, { by }]) => [id, nonZero(by)] as const).filter(full)),
    shelves: new Map([...tally.shelves].map(([id, by]) => [id, nonZero(by)] as const).filter(full)),
  };
}
