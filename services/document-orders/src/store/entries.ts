import { writesOf } from '@jamaa/kit';
import type { ClientSession, Connection, mongo } from 'mongoose';
import type { Entry } from '../domain/entry.ts';

export interface EntryRow {
  /** Complaint id. */
  _id: string;
  state: Entry['state'];
  version: number;
  openedAt: Date;
  lastEventId?: string;
}

const collection = 'entries';

const rows = (connection: Connection): mongo.Collection<EntryRow> =>
  connection.collection<EntryRow>(collection) as unknown as mongo.Collection<EntryRow>;

/** Inserts the entry unless there is one. */
export async function insertEntry(
  connection: Connection,
  session: ClientSession,
  entry: Entry,
  openedAt: Date,
): Promise<boolean> {
  const { complaintId, state, version } = entry;
  const result = await rows(connection).updateOne(
    { _id: complaintId },
    { $setOnInsert: { state, version, openedAt } },
    { session, upsert: true },
  );
  return result.upsertedCount > 0;
}

export const findEntry = (
  connection: Connection,
  session: ClientSession,
  complaintId: string,
): Promise<EntryRow | null> => rows(connection).findOne({ _id: complaintId }, { session });

/** Writes the entry with the transaction that has read it: a change by somebody else meets it as a conflict, and it starts again. */
export const saveEntry = (session: ClientSession, row: EntryRow): void => writesOf(session).replace(collection, row);
