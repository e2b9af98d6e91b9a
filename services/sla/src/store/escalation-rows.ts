import type { ClientSession, Connection, mongo } from 'mongoose';
import type { Clock, ClockKind, Level } from '../domain/clock.ts';

/** One case in one person's queue, collection `escalations`. */
export interface EscalationRow {
  /** `<id of the escalated event>/<account id>`: the same level can be raised to a person once per event. */
  _id: string;
  accountId: string;
  complaintId: string;
  reference: string;
  clock: ClockKind;
  level: Level;
  organisation: string;
  raisedAt: Date;
  dueAt?: Date | undefined;
  /** Present until the clock has ended or the breach was taken back. */
  open?: true;
  closedAt?: Date;
}

export const escalationRows = (connection: Connection): mongo.Collection<EscalationRow> =>
  connection.collection<EscalationRow>('escalations') as unknown as mongo.Collection<EscalationRow>;

export async function raiseEscalations(
  connection: Connection,
  session: ClientSession,
  rows: readonly EscalationRow[],
): Promise<void> {
  if (rows.length > 0) await escalationRows(connection).insertMany([...rows], { session, ignoreUndefined: true });
}

/** Takes a clock's cases out of the queues of everybody. */
export async function closeEscalations(
  connection: Connection,
  session: ClientSession,
  clock: Pick<Clock, 'complaintId' | 'kind'>,
  at: Date,
): Promise<void> {
  await escalationRows(connection).updateMany(
    { complaintId: clock.complaintId, clock: clock.kind, open: true },
    { $set: { closedAt: at }, $unset: { open: '' } },
    { session },
  );
}

/** A page of a person's queue, oldest first, after the given position. */
export function queuePage(
  connection: Connection,
  accountId: string,
  o: { all: boolean; after?: { raisedAt: Date; id: string } | undefined; limit: number },
): Promise<EscalationRow[]> {
  const filter: mongo.Filter<EscalationRow> = { accountId, ...(o.all ? {} : { open: true }) };
  if (o.after !== undefined) {
    const { raisedAt, id } = o.after;
    filter.$or = [{ raisedAt: { $gt: raisedAt } }, { raisedAt, _id: { $gt: id } }];
  }
  return escalationRows(connection).find(filter).sort({ raisedAt: 1, _id: 1 }).limit(o.limit).toArray();
}
