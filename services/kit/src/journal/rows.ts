import type { Connection, mongo } from 'mongoose';

/** A row of the permanent journal: collection `events`. Only `pending` and `batch` ever change. */
export interface JournalRow {
  /** UUIDv7, increasing along each aggregate; the CloudEvents id and the broker's message id. */
  _id: string;
  type: string;
  aggregateType: string;
  aggregateId: string;
  version: number;
  /** Business time of the decision. */
  time: Date;
  data: mongo.Binary | Uint8Array;
  /** W3C trace context of the command that caused it. */
  traceparent?: string;
  /** Present until the broker has acknowledged it. */
  pending?: true;
  /** Given when marked as published: with `_id` the position in the order of {@link replayPage}. */
  batch?: number;
}

export const journalCollection = 'events';

export const journalRows = (connection: Connection): mongo.Collection<JournalRow> =>
  connection.collection<JournalRow>(journalCollection) as unknown as mongo.Collection<JournalRow>;
