import type { Connection } from 'mongoose';
import type { CalendarMark } from '../domain/calendar/affected.ts';
import { type ClockRow, clockRows } from './clock-rows.ts';

/** What must be known of a clock to say whether a change can move it. */
export type Candidate = Pick<
  ClockRow,
  '_id' | 'complaintId' | 'delay' | 'dueAt' | 'next' | 'calendarVersion' | 'endedAt' | 'about'
>;

interface Stretch {
  readonly from: Date;
  readonly to: Date;
}

const DAY_MS = 86_400_000;
/** No delay reaches farther: ten years, and what pauses and days off add. */
const FARTHEST_DAYS = 8_192;
const NEAR_DAYS = 120;

/**
 * Stretches of time from an instant on, a day each and then ever longer ones: most clocks are due within weeks, and one query
 * must not bring a whole collection into memory.
 */
export function* stretches(from: Date): Generator<Stretch> {
  let start = from.getTime();
  for (let day = 0, length = 1; day < FARTHEST_DAYS; day += length) {
    if (day >= NEAR_DAYS) length *= 2;
    const end = start + length * DAY_MS;
    yield { from: new Date(start), to: new Date(end) };
    start = end;
  }
}

/** Clocks that a change may move, whose due instant (or next step, for what is overdue) lies in a stretch, soonest first. */
export async function candidates(
  connection: Connection,
  mark: Pick<CalendarMark, 'instants'>,
  { from, to }: Stretch,
): Promise<Candidate[]> {
  const rows = clockRows(connection);
  const within = { $gte: from, $lt: to };
  const fields = { complaintId: 1, delay: 1, dueAt: 1, next: 1, calendarVersion: 1, endedAt: 1, about: 1 } as const;
  const byDue = (moves: 'days' | 'time') =>
    rows.find({ open: true, moves, dueAt: within }).project<Candidate>(fields).toArray();
  const found = mark.instants
    ? await Promise.all([
        byDue('days'),
        byDue('time'),
        rows.find({ armed: true, nextAt: within }).project<Candidate>(fields).toArray(),
      ])
    : [await byDue('days')];
  const once = new Map(found.flat().map((row) => [row._id, row]));
  const at = (row: Candidate): number => (row.dueAt ?? row.next?.at ?? from).getTime();
  return [...once.values()].sort((a, b) => at(a) - at(b));
}
