import { inTransaction } from '@jamaa/kit';
import type { ClientSession, Connection, mongo } from 'mongoose';
import { countsWorkingDays } from '../domain/calendar/affected.ts';
import { type Clock, clockId, isOpen } from '../domain/clock.ts';

/** A clock as it is stored, collection `clocks`. */
export interface ClockRow extends Clock {
  /** `<complaint id>/<kind>` */
  _id: string;
  /** Grows by one with each write; a write names the version that it read. */
  version: number;
  /** Head of the clock's own events in the journal. */
  head: { version: number; lastEventId?: string | undefined };
  /** Present until it has ended. */
  open?: true | undefined;
  /** What can move the due instant of an open clock: days off, or legal time alone. */
  moves?: 'days' | 'time' | undefined;
  /** Present while something is to come; the ticker's index holds only these rows. */
  armed?: true | undefined;
  /** When the ticker looks at it next: the instant of `next`, or later where that had to be put off. */
  nextAt?: Date | undefined;
}

export const clockCollection = 'clocks';

export const clockRows = (connection: Connection): mongo.Collection<ClockRow> =>
  connection.collection<ClockRow>(clockCollection) as unknown as mongo.Collection<ClockRow>;

/** The row that holds `clock` after `previous`; `nextAt` is set from its next step. */
export function rowOf(clock: Clock, previous: Pick<ClockRow, 'version' | 'head'> | undefined): ClockRow {
  return {
    ...clock,
    _id: clockId(clock),
    version: (previous?.version ?? 0) + 1,
    head: previous?.head ?? { version: 0 },
    open: isOpen(clock) ? true : undefined,
    moves: !isOpen(clock) ? undefined : countsWorkingDays(clock) ? 'days' : 'time',
    armed: clock.next === undefined ? undefined : true,
    nextAt: clock.next?.at,
  };
}

/** The clocks of some complaints. */
export const clocksOfComplaints = (
  connection: Connection,
  complaintIds: readonly string[],
  session?: ClientSession,
): Promise<ClockRow[]> =>
  clockRows(connection)
    .find({ complaintId: { $in: [...complaintIds] } }, session === undefined ? {} : { session })
    .toArray();

/** Rows due by `now`, oldest first. */
export const dueRows = (connection: Connection, now: Date, limit: number): Promise<ClockRow[]> =>
  clockRows(connection)
    .find({ armed: true, nextAt: { $lte: now } })
    .sort({ nextAt: 1 })
    .limit(limit)
    .toArray();

/** Of these rows, the ids that still have the version that was read; to be asked inside the transaction that writes them. */
export async function unchanged(
  connection: Connection,
  session: ClientSession,
  rows: readonly ClockRow[],
): Promise<Set<string>> {
  const now = await clockRows(connection)
    .find({ _id: { $in: rows.map((row) => row._id) } }, { session, projection: { version: 1 } })
    .toArray();
  const versions = new Map(now.map((row) => [row._id, row.version]));
  return new Set(rows.filter((row) => versions.get(row._id) === row.version).map((row) => row._id));
}

/** Puts rows off without touching what they are to do; a row that changed meanwhile keeps its own plan. */
export async function putOff(connection: Connection, rows: readonly ClockRow[], until: Date): Promise<void> {
  await inTransaction(connection, async (session) => {
    const same = await unchanged(connection, session, rows);
    if (same.size === 0) return;
    await clockRows(connection).bulkWrite(
      [...same].map((_id) => ({ updateOne: { filter: { _id }, update: { $set: { nextAt: until } } } })),
      { session, ordered: true },
    );
  });
}
