import { startJob, type Wake } from '@jamaa/kit';
import type { Deps } from '../deps.ts';
import { type FileRow, fileRows } from '../store/file-row.ts';
import { expireUnclaimed } from './expire.ts';
import { work } from './work.ts';

const AT_ONCE = 4;

/** One process at a time: looks into what was left behind, scans, throws away. Rows say when; nothing is kept in memory. */
export function startHousekeeping(deps: Deps, wake: Wake): void {
  const { platform, env } = deps;
  platform.clock.onMove(() => wake.now());
  startJob(platform, 'housekeeping', async (signal) => {
    const worked = await workRound(deps);
    const expired = await expiryRound(deps);
    if (!worked && !expired) await wake.wait(env.JOB_POLL_MS, signal);
  });
}

/** Returns whether something was done; a row that fails waits, so that it cannot hold up the others. */
async function workRound(deps: Deps): Promise<boolean> {
  const { platform, telemetry } = deps;
  const now = platform.clock.now();
  const due = await fileRows(platform.mongo)
    .find({ workAt: { $gt: new Date(0), $lte: now } })
    .sort({ workAt: 1 })
    .limit(AT_ONCE)
    .toArray();
  const ends = await Promise.all(due.map((row) => guarded(deps, row)));
  const heldUp = due.filter((_row, index) => ends[index] === 'held-up').map((row) => ageOf(row, now));
  if (heldUp.length > 0) telemetry.waiting.set(Math.max(...heldUp));
  else if (due.some(({ state }) => state === 'received' || state === 'scanning')) telemetry.waiting.set(0);
  return due.length > 0;
}

const ageOf = (row: FileRow, now: Date): number => (now.getTime() - (row.receivedAt ?? now).getTime()) / 1_000;

const RETRY_MS = 30_000;

async function guarded(deps: Deps, row: FileRow): Promise<'done' | 'held-up'> {
  try {
    return await work(deps, row);
  } catch (error) {
    deps.platform.logger.error(
      { err: error, file: row._id, state: row.state },
      'work on a file failed, tried again later',
    );
    const workAt = new Date(deps.platform.clock.now().getTime() + RETRY_MS);
    await fileRows(deps.platform.mongo).updateOne({ _id: row._id }, { $set: { workAt } });
    return 'held-up';
  }
}

async function expiryRound(deps: Deps): Promise<boolean> {
  try {
    return await expireUnclaimed(deps);
  } catch (error) {
    // One of those who keep files is out of reach, most likely: nothing is thrown away without it.
    deps.platform.logger.warn({ err: error }, 'unclaimed files stay for now');
    return false;
  }
}
