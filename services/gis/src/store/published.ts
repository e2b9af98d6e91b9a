import type { IndexPlan } from '@jamaa/kit';
import type { ClientSession, Connection, mongo } from 'mongoose';

/** The data set in force, and the head of its events in the journal. One row. */
export interface PublishedRow {
  _id: 'territory';
  datasetVersion: string;
  /** Version of the aggregate: how many data sets have been published. */
  version: number;
  lastEventId?: string;
  /** Business time. */
  publishedAt: Date;
}

export const indexes: readonly IndexPlan[] = [{ collection: 'published', indexes: [] }];

const rows = (connection: Connection): mongo.Collection<PublishedRow> =>
  connection.collection<PublishedRow>('published') as unknown as mongo.Collection<PublishedRow>;

export const readPublished = (connection: Connection, session: ClientSession): Promise<PublishedRow | null> =>
  rows(connection).findOne({ _id: 'territory' }, { session });

export async function writePublished(
  connection: Connection,
  session: ClientSession,
  { _id, ...row }: PublishedRow,
): Promise<void> {
  await rows(connection).updateOne({ _id }, { $set: row }, { session, upsert: true });
}
