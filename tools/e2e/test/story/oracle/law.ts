import { type Day, dayOf, type Instant, localDay, moment, weekday } from './days.ts';

/** The rules of the story's ninety days as the texts and our published rules state them, each with the day from which it holds. */
export interface Target {
  readonly days: number;
  readonly working: boolean;
}

const target = (days: number, working = false): Target => ({ days, working });

const targets: Readonly<Record<string, Target>> = {
  VOI: target(15),
  ECL: target(5),
  DEC: target(2),
  DPS: target(7),
  EAU: target(3),
  ESV: target(15),
  HYG: target(5),
  ANI: target(3),
  NUI: target(10),
  CIV: target(15),
  LEG: target(3, true),
  INF: target(20, true),
  COR: target(60),
  ACC: target(30),
  AUT: target(60),
};

/** Decree 2-17-265: answer within 60 days of receipt, acknowledgement of paper and oral deposits within 15. */
export const LEGAL_DAYS = 60;
export const ACKNOWLEDGEMENT_DAYS = 15;
export const DASHBOARD_DAYS = 30;
/** Our rule: a complement has 15 days; what nobody rates closes 15 days after the answer. */
export const COMPLEMENT_MS = 15 * 86_400_000;

/** Midway the commune's administration is told to repair street lights in three days: complaints received from this day on. */
export const FASTER_LIGHTS_FROM = dayOf('2026-04-01');

/** The target of a category for what starts on a day. */
export function targetOf(category: string, on: Day): Target {
  if (category === 'ECL' && on >= FASTER_LIGHTS_FROM) return target(3);
  const found = targets[category];
  if (found === undefined) throw new RangeError(`the oracle knows no target of ${category}`);
  return found;
}

/** Fixed holidays of the story's months, and Aïd al-Fitr as foreseen. */
const fixed = ['2026-01-01', '2026-01-11', '2026-01-14', '2026-05-01'];
export const fitrForeseen = ['2026-03-20', '2026-03-21'];
/** On 12 March the ministry announces that Aïd al-Fitr falls a weekday later, with a Monday to make up for the Sunday. */
export const FITR_MOVED_AT: Instant = moment('2026-03-12 11:00');
export const FITR_MOVED_TO = ['2026-03-23', '2026-03-24'];

/** Whether people work on a day, as known at an instant. */
export function worked(day: Day, knownAt: Instant): boolean {
  const fitr = knownAt < FITR_MOVED_AT ? fitrForeseen : FITR_MOVED_TO;
  return weekday(day) < 6 && ![...fixed, ...fitr].some((date) => dayOf(date) === day);
}

/** Days between a question and its answer that an internal target leaves out: from the day after through the day of the complement. */
export interface Stop {
  readonly asked: Instant;
  readonly given?: Instant | undefined;
}

/**
 * The last day of a delay, counted day by day; `undefined` while a complement is awaited. The day of receipt is not counted.
 */
export function lastDay(
  received: Instant,
  { days, working }: Target,
  stops: readonly Stop[],
  knownAt: Instant,
): Day | undefined {
  let day = localDay(received);
  for (let left = days; left > 0; ) {
    day += 1;
    const stop = stops.find(
      ({ asked, given }) => day > localDay(asked) && (given === undefined || day <= localDay(given)),
    );
    if (stop !== undefined && stop.given === undefined) return undefined;
    if (stop === undefined && (!working || worked(day, knownAt))) left -= 1;
  }
  return day;
}
