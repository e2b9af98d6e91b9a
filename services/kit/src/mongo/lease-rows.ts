import type { Connection, mongo } from 'mongoose';
import type { SessionId } from './lease-session.ts';

export interface LeaseRow {
  _id: string;
  holder: string;
  /** Grows by one with each change of holder: what a late holder writes can be told apart. */
  fence: number;
  expiresAt: number;
  /** Session of the holder's transactions; absent when the last holder has gone in order. */
  session?: SessionId;
}

/** The database's clock, in milliseconds: the one that all who want a lease share, however much their own disagree. */
export const NOW = { $toLong: '$$NOW' };

export const leaseRows = (connection: Connection): mongo.Collection<LeaseRow> =>
  connection.collection<LeaseRow>('leases') as unknown as mongo.Collection<LeaseRow>;
