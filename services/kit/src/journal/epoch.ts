import type { ClientSession, Connection, mongo } from 'mongoose';
import { writesOf } from '../mongo/writes.ts';

/**
 * How often this database has been restored. After a restore the journal lacks what was committed last, while consumers, the broker
 * and the nation may have applied it: versions given a second time would be taken for what is applied already. So each epoch numbers
 * the events of an aggregate from a place of its own.
 */
export interface EpochRow {
  _id: 'current';
  epoch: number;
  restoredAt: Date;
  /** What was restored: the last moment that it holds. */
  point: Date;
  /** Absent until the broker was compared with it: before that no service starts on it. */
  reconciledAt?: Date;
  reconciledBy?: string;
}

export const epochCollection = 'epoch';

/** An aggregate has fewer events than that in one epoch; a version is an unsigned 32-bit number, which leaves 4,294 epochs. */
export const VERSIONS_PER_EPOCH = 1_000_000;

const epochs = new WeakMap<Connection, number>();

export const epochRows = (connection: Connection): mongo.Collection<EpochRow> =>
  connection.collection<EpochRow>(epochCollection) as unknown as mongo.Collection<EpochRow>;

/** Reads the epoch that this connection writes in. @throws Error when the database was restored and not reconciled */
export async function openEpoch(connection: Connection): Promise<number> {
  const row = await epochRows(connection).findOne({ _id: 'current' });
  if (row !== null && row.reconciledAt === undefined)
    throw new Error(
      `this database was restored at ${row.restoredAt.toISOString()} and not reconciled: run reconcile first (docs/operations/backup-and-restore.md)`,
    );
  epochs.set(connection, row?.epoch ?? 0);
  return row?.epoch ?? 0;
}

export const epochOf = (connection: Connection): number => epochs.get(connection) ?? 0;

/** The version after this one in an epoch: above all that an earlier one has given. */
export const versionAfter = (version: number, epoch: number): number =>
  Math.max(version, epoch * VERSIONS_PER_EPOCH) + 1;

/** The epoch in which a transaction writes. */
export const epochIn = (session: ClientSession): number => writesOf(session).epoch;
