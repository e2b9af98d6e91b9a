import type { Metrics } from '@jamaa/observability';
import type { Connection } from 'mongoose';

/** The database server's time, milliseconds since the epoch: the clock that all processes of a service share. */
export async function databaseTime(connection: Connection): Promise<number> {
  const hello = await connection.db?.command({ hello: 1 }, { timeoutMS: 2_000 });
  const time: unknown = hello?.['localTime'];
  if (!(time instanceof Date)) throw new Error('the database does not tell its time');
  return time.getTime();
}

/**
 * Tells how far this process's clock is ahead of the database server's, exact to half of the way there and back. Legal instants are written,
 * and deadlines fired, by the clocks of processes: one that is wrong must be seen.
 */
export function measureClock(metrics: Metrics, connection: Connection): void {
  const offset = metrics.gauge(
    'clock_offset_seconds',
    'This process’s clock ahead of the database server’s; below 0 behind',
  );
  metrics.collect(async () => {
    const asked = performance.now();
    const theirs = await databaseTime(connection);
    offset.set((Date.now() - (performance.now() - asked) / 2 - theirs) / 1_000);
  });
}
