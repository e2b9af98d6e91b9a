import type { ClientSession, Connection, mongo } from 'mongoose';
import { writesOf } from '../mongo/writes.ts';
import type { Envelope } from './received.ts';

/** What a consumer has applied of one aggregate. One row is both the guard against doubles and the order. */
export interface InboxRow {
  /** `<source>:<aggregate id>` */
  _id: string;
  version: number;
  /** Set while an event of the aggregate lies in the dead letters: later ones wait behind it. */
  parked?: true;
  updatedAt: Date;
}

/** An event that could not be applied, or that waits behind one. Kept in the consuming service's own database. */
export interface DeadLetterRow {
  /** `<source>:<event id>` */
  _id: string;
  source: string;
  eventId: string;
  type: string;
  aggregateId: string;
  version: number;
  time: Date;
  data: mongo.Binary | Uint8Array;
  traceparent?: string;
  /** `waiting`: nothing is wrong with it but that it stands behind a parked one. */
  reason: { code: string; message: string };
  attempts: number;
  state: 'parked' | 'waiting' | 'applied' | 'discarded';
  parkedAt: Date;
  settled?: { at: Date; operator: string; reason?: string };
}

const inboxCollection = 'inbox';

export const inboxRows = (connection: Connection): mongo.Collection<InboxRow> =>
  connection.collection<InboxRow>(inboxCollection) as unknown as mongo.Collection<InboxRow>;

export const deadLetterRows = (connection: Connection): mongo.Collection<DeadLetterRow> =>
  connection.collection<DeadLetterRow>('dead_letters') as unknown as mongo.Collection<DeadLetterRow>;

export const inboxId = (source: string, aggregateId: string): string => `${source}:${aggregateId}`;

export async function readInbox(
  connection: Connection,
  session: ClientSession,
  source: string,
  events: readonly Envelope[],
): Promise<Map<string, InboxRow>> {
  const ids = [...new Set(events.map((event) => inboxId(source, event.aggregateId)))];
  const rows = await inboxRows(connection)
    .find({ _id: { $in: ids } }, { session })
    .toArray();
  return new Map(rows.map((row) => [row._id, row]));
}

/** Writes rows with the transaction. */
export function writeInbox(session: ClientSession, rows: readonly InboxRow[]): void {
  for (const { _id, ...row } of rows) {
    const update = row.parked ? { $set: row } : { $set: row, $unset: { parked: '' as const } };
    writesOf(session).update(inboxCollection, _id, update, true);
  }
}

export const deadLetterOf = (
  source: string,
  event: Envelope,
  outcome: Pick<DeadLetterRow, 'reason' | 'attempts' | 'state' | 'parkedAt'>,
): DeadLetterRow => ({
  _id: `${source}:${event.id}`,
  source,
  eventId: event.id,
  type: event.type,
  aggregateId: event.aggregateId,
  version: event.version,
  time: event.time,
  data: event.data,
  ...(event.traceparent === undefined ? {} : { traceparent: event.traceparent }),
  ...outcome,
});

export async function writeDeadLetters(
  connection: Connection,
  session: ClientSession,
  rows: readonly DeadLetterRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await deadLetterRows(connection).bulkWrite(
    rows.map((row) => ({ updateOne: { filter: { _id: row._id }, update: { $setOnInsert: row }, upsert: true } })),
    { session, ordered: true },
  );
}
