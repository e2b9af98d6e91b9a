import { type Case, missedHere, placeOf } from './case.ts';
import { bandEnds, bandOf } from './delay.ts';
import type { Place } from './place.ts';

const bands = (of: 'first' | 'end') => [...bandEnds, 'more'].map((end) => `${of}_${end}` as const);

/** Bands of the delay to the first answer, and to the end, by ascending end. */
export const firstBands = bands('first');
export const endBands = bands('end');

/** What one case adds to the row of its place. Delays: cases, their days, and how many lie in each band. */
export const figureNames = [
  'received',
  'open',
  'dueSoon',
  'overdue',
  'breached',
  'answered',
  'ended',
  'merged',
  'withdrawn',
  'first',
  'firstDays',
  ...firstBands,
  'end',
  'endDays',
  ...endBands,
] as const;
export type Figure = (typeof figureNames)[number];
export type Figures = Readonly<Partial<Record<Figure, number>>>;

export interface Counted {
  readonly place: Place;
  readonly figures: Figures;
}

/** Where and as what a case counts now; `undefined` when it does not. All figures are sums of this over the cases, and nothing else. */
export function countsOf(one: Case): Counted | undefined {
  const { intake, sla } = one;
  if (intake === undefined || intake.standing === 'gone') return undefined;
  const { standing, timed, answeredAfter, endedAfter } = intake;
  // A first answer ends the legal delay: a case that is open again waits for no deadline.
  const waiting = standing === 'open' && answeredAfter === undefined;
  const late = sla?.breachedAt !== undefined;
  const figures: Record<string, number> = { received: 1, [standing]: 1 };
  if (waiting && late) figures['overdue'] = 1;
  if (waiting && !late && sla?.warned === true) figures['dueSoon'] = 1;
  if (missedHere(one)) figures['breached'] = 1;
  if (answeredAfter !== undefined) figures['answered'] = 1;
  if (timed && answeredAfter !== undefined) {
    Object.assign(figures, { first: 1, firstDays: answeredAfter, [firstBands[bandOf(answeredAfter)] ?? '']: 1 });
  }
  // Who withdraws, or is answered with another case, has no end of their own.
  if (timed && standing === 'ended' && endedAfter !== undefined) {
    Object.assign(figures, { end: 1, endDays: endedAfter, [endBands[bandOf(endedAfter)] ?? '']: 1 });
  }
  return { place: placeOf(one, intake), figures };
}
