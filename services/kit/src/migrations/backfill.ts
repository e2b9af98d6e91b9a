import type { Logger } from '@jamaa/observability';
import type { Connection } from 'mongoose';
import { startJob } from '../platform/job.ts';
import type { Platform } from '../platform/platform.ts';
import { failpoint } from '../runtime/failpoints.ts';
import { waitFor } from '../time/wait.ts';
import { record } from './expand.ts';
import { runningBefore } from './releases.ts';
import { type BackfillStep, digestOf, type Schema } from './steps.ts';
import { isApplied, readVersions, versionRows } from './versions.ts';

const POLL_MS = 5_000;

const isBackfill = (step: { kind: string }): step is BackfillStep => step.kind === 'backfill';

/**
 * Fills in the background, in one process at a time, what older releases wrote in their shape; begins when none of them runs any more, for
 * they go on writing it, and looks every five seconds whether one has begun it anew. Nothing runs in a service without backfills.
 */
export function startBackfills(platform: Platform): void {
  const { logger, mongo, schema } = platform;
  const backfills = schema.steps.filter(isBackfill);
  if (backfills.length === 0) return;
  const open = platform.metrics.gauge('schema_backfills_open', 'Backfills of the database that are not done');
  const undone = async (): Promise<BackfillStep[]> => {
    const rows = await readVersions(mongo);
    return backfills.filter((step) => !isApplied(rows, step));
  };
  platform.metrics.collect(async () => open.set((await undone()).length));
  startJob(platform, 'backfill', async (signal) => {
    const [step] = await undone();
    if (step === undefined) return waitFor(POLL_MS, signal);
    const older = await runningBefore(mongo, step.id);
    if (older.length > 0) {
      logger.info({ step: step.id, name: step.name, older }, 'a backfill waits for older releases to end');
      return waitFor(POLL_MS, signal);
    }
    await fill(platform, step, signal);
  });
}

/** From where it stopped to its end, or until it is begun anew or stopped. */
async function fill(platform: Platform, step: BackfillStep, signal: AbortSignal): Promise<void> {
  const { clock, instance, logger, mongo, release } = platform;
  const by = { connection: mongo, by: instance, release, now: () => clock.system() };
  const rows = versionRows(mongo);
  if ((await rows.findOne({ _id: step.id })) === null) await record(by, step, digestOf(step), 'running');
  const row = await rows.findOne({ _id: step.id });
  const run = {
    _id: step.id,
    ...(row?.opened === undefined ? { opened: { $exists: false } } : { opened: row.opened }),
  };
  let after: string | undefined = row?.cursor ?? '';
  while (after !== undefined && !signal.aborted) {
    after = await step.batch(mongo, after);
    failpoint('backfill.before-recorded');
    const state = after === undefined ? ('applied' as const) : ('running' as const);
    const at = new Date(clock.system());
    const done = await rows.updateOne(run, { $set: { state, at, by: instance, release, cursor: after ?? '' } });
    if (done.matchedCount === 0) return;
  }
  if (after === undefined) logger.info({ step: step.id, name: step.name }, 'backfill done');
}

/**
 * What a release does at start to the backfills of later ones: it will write in the old shape again, so they have to begin anew. Thus a
 * release that was taken back loses no row when it is taken up again.
 */
export async function reopenLaterBackfills(connection: Connection, schema: Schema, logger: Logger): Promise<void> {
  for (const row of (await readVersions(connection)).values()) {
    if (row.kind !== 'backfill' || row._id <= schema.max) continue;
    await versionRows(connection).updateOne(
      { _id: row._id },
      { $set: { state: 'running', cursor: '' }, $inc: { opened: 1 } },
    );
    logger.warn({ step: row._id, name: row.name, of: row.release }, 'a later backfill will begin anew');
  }
}
