import { type Place, provinceOf } from './place.ts';

/** What a state of intake means for figures. `gone`: another cell has the case, and counts it. */
export type Standing = 'open' | 'ended' | 'withdrawn' | 'merged' | 'gone';

const standings: ReadonlyMap<string, Standing> = new Map([
  ...['received', 'qualification', 'assigned', 'in-progress', 'awaiting-complement', 'answer-proposed'].map(
    (state) => [state, 'open'] as const,
  ),
  ...['answered', 'refused', 'redirected', 'closed'].map((state) => [state, 'ended'] as const),
  ['withdrawn', 'withdrawn'],
  ['merged', 'merged'],
  ['handed-over', 'gone'],
]);

/** @throws RangeError for a state that this build does not know: such an event is parked, nothing is defaulted */
export function standingOf(state: string): Standing {
  const standing = standings.get(state);
  if (standing === undefined) throw new RangeError(`no standing of the state ${state}`);
  return standing;
}

/** Whether a case in this state has had its answer, favourable or not. A case closed without one has a disposition or nothing. */
export const isAnswer = (state: string, disposition: string): boolean =>
  ['answered', 'refused', 'redirected'].includes(state) || disposition !== '';

/** What intake has told of a case. */
export interface IntakeSide {
  /** Of the complaint, the last that was applied. */
  readonly version: number;
  /** By which people know it: a cell that is lost with its broker is told of its cases by it. Absent on rows of before. */
  readonly reference?: string;
  readonly standing: Standing;
  readonly category: string;
  readonly commune: string;
  readonly channel: string;
  readonly confidential: boolean;
  /** Local day of receipt, YYYY-MM-DD. */
  readonly day: string;
  /** A réclamation: observations and suggestions stay out of delays (Decree 2-17-265 knows no delay for them). */
  readonly timed: boolean;
  /** Days from the day of receipt to that of the first answer. */
  readonly answeredAfter?: number | undefined;
  /** Days to the day since which nothing is owed any more; a reopening takes it back. */
  readonly endedAfter?: number | undefined;
  /** When it was taken over from another register. */
  readonly importedAt?: Date | undefined;
}

/** What sla has told of its legal clock. */
export interface SlaSide {
  readonly version: number;
  readonly warned: boolean;
  readonly breachedAt?: Date | undefined;
}

/** A case as figures need it: what the row of the database holds. */
export interface Case {
  readonly cell: string;
  readonly id: string;
  readonly intake?: IntakeSide | undefined;
  readonly sla?: SlaSide | undefined;
  /** The shelf and channel under which its receipt was told to metrics, and the shelf of its breach: each is told once and never taken back. */
  readonly told?: { readonly received?: string; readonly channel?: string; readonly breached?: string } | undefined;
}

/** Where the case counts. A confidential one counts in its région alone: in no category, no channel, no place below (our rule). */
export function placeOf({ cell }: Case, { commune, category, channel, confidential, day }: IntakeSide): Place {
  const region = commune.slice(0, 2);
  if (confidential) return { cell, region, province: '', commune: '', category: '', channel: '', day };
  return { cell, region, province: provinceOf(commune), commune, category, channel, day };
}

/** Its legal deadline was missed under this platform's eyes: what was late before it was taken over is not ours. */
export function missedHere({ intake, sla }: Case): boolean {
  if (sla?.breachedAt === undefined) return false;
  return intake?.importedAt === undefined || sla.breachedAt > intake.importedAt;
}
