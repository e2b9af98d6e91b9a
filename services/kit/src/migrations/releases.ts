import type { Logger } from '@jamaa/observability';
import type { Connection, mongo } from 'mongoose';
import { databaseTime } from '../mongo/clock-offset.ts';
import type { Schema } from './steps.ts';

/** A process that runs on this database, by its instance. */
export interface ReleaseRow {
  _id: string;
  release: string;
  /** Versions of the database that it understands. */
  min: number;
  max: number;
  since: Date;
  seenAt: Date;
}

/** The lease under which the migration step works. */
export const MIGRATION_LEASE = 'migration';
const BEAT_MS = 10_000;
/** A process that is killed counts as running for so long. */
const ALIVE_MS = 60_000;

export const releaseRows = (connection: Connection): mongo.Collection<ReleaseRow> =>
  connection.collection<ReleaseRow>('releases') as unknown as mongo.Collection<ReleaseRow>;

export interface Announced {
  /** It has ended in order. */
  withdraw(): Promise<void>;
}

/** Says that this process runs, at once and every ten seconds. What is taken away must wait for it. */
export async function announce(o: {
  readonly connection: Connection;
  readonly instance: string;
  readonly release: string;
  readonly schema: Schema;
  readonly logger: Logger;
}): Promise<Announced> {
  const rows = releaseRows(o.connection);
  const { min, max } = o.schema;
  const beat = async (): Promise<void> => {
    // By the database's clock: others decide by it whether this process still runs.
    const row = {
      release: { $literal: o.release },
      min,
      max,
      since: { $ifNull: ['$since', '$$NOW'] },
      seenAt: '$$NOW',
    };
    await rows.updateOne({ _id: o.instance }, [{ $set: row }], { upsert: true, timeoutMS: 5_000 });
  };
  await beat();
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    running = beat().catch((error: unknown) => o.logger.warn({ err: error }, 'this release is not announced'));
  }, BEAT_MS);
  return {
    async withdraw() {
      clearInterval(timer);
      await running;
      await rows.deleteOne({ _id: o.instance }, { timeoutMS: 2_000 }).catch((error: unknown) => {
        o.logger.warn({ err: error }, 'this release is not withdrawn, it counts as running for a minute');
      });
    },
  };
}

/** Processes that run now, as far as they announce themselves. */
export async function runningReleases(connection: Connection): Promise<ReleaseRow[]> {
  const now = await databaseTime(connection);
  const rows = await releaseRows(connection).find({}).sort({ _id: 1 }).toArray();
  return rows.filter((row) => row.seenAt.getTime() > now - ALIVE_MS);
}

/**
 * Processes of releases that do not know a step, in words. Releases before the version table announce nothing, but hold leases:
 * each that works has its relay's or a fetcher's, or waits behind one that has.
 */
export async function runningBefore(connection: Connection, step: number): Promise<string[]> {
  const running = await runningReleases(connection);
  const now = await databaseTime(connection);
  const known = new Set(running.map((row) => row._id));
  const leases = await connection
    .collection<{ _id: string; holder: string; expiresAt: number }>('leases')
    .find({})
    .toArray();
  const unknown = leases.filter(
    (lease) => lease._id !== MIGRATION_LEASE && lease.expiresAt > now && !known.has(lease.holder),
  );
  return [
    ...running.filter((row) => row.max < step).map((row) => `${row.release} (${row._id})`),
    ...new Set(unknown.map((lease) => `a release that does not say which (${lease.holder})`)),
  ];
}
