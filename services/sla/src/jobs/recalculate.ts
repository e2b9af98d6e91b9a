import { startOfDay } from '@jamaa/deadlines';
import { backoffMs, failpoint, type Platform, startJob, type Wake, waitFor } from '@jamaa/kit';
import { canMove } from '../domain/calendar/affected.ts';
import { candidates, stretches } from '../store/movable-clocks.ts';
import type { RuleBook } from '../store/rule-book.ts';
import { type CalendarChangeRow, changeRows, type Progress } from '../store/rule-rows.ts';
import type { Telemetry } from '../telemetry.ts';
import { moveClocks } from './move-clocks.ts';

export interface Recalculation {
  readonly platform: Platform;
  readonly ruleBook: RuleBook;
  readonly telemetry: Telemetry;
  readonly wake: Wake;
  /** After so long no transaction is open that began before a change. */
  readonly settledMs: number;
}

/** Cases in one transaction, and how long the job rests after each as a share of what it took: cases that come in go first. */
const TOGETHER = 100;
const REST = 1;
const POLL_MS = 5_000;

/**
 * Lets open clocks follow the changes of calendars: one process at a time, the oldest change first, clocks that are due soonest
 * first. How far it has come stands in the change's row; killed, the next process goes on from there.
 */
export function startRecalculation(r: Recalculation): void {
  const { platform } = r;
  let failures = 0;
  startJob(platform, 'recalculate', async (signal) => {
    const [change] = await changeRows(platform.mongo).find({ running: true }).sort({ generation: 1 }).toArray();
    const done = change === undefined || (await follow(r, change, signal));
    failures = done ? 0 : failures + 1;
    if (change === undefined) await r.wake.wait(POLL_MS, signal);
    else if (!done) await waitFor(backoffMs(failures, 500, 30_000), signal);
  });
}

/** Sweeps until one that began after all earlier transactions has found nothing to do. Returns whether the change is done. */
async function follow(r: Recalculation, change: CalendarChangeRow, signal: AbortSignal): Promise<boolean> {
  const { clock } = r.platform;
  for (let first = true; ; first = false) {
    const settled = clock.system() >= change.systemAt.getTime() + r.settledMs;
    const failed = await sweep(r, change, first, signal);
    if (signal.aborted) return false;
    if (failed > 0) return false;
    if (settled) break;
    await waitFor(Math.max(0, change.systemAt.getTime() + r.settledMs - clock.system()), signal);
  }
  const done = { 'progress.doneAt': clock.now() };
  await changeRows(r.platform.mongo).updateOne({ _id: change._id }, { $set: done, $unset: { running: '' } });
  r.telemetry.recalculating.set(0);
  r.platform.logger.info({ change: change._id }, 'open clocks follow the calendar');
  return true;
}

async function sweep(
  r: Recalculation,
  change: CalendarChangeRow,
  resume: boolean,
  signal: AbortSignal,
): Promise<number> {
  const { platform, ruleBook, telemetry } = r;
  const { calendar, generation, firstDay, instants } = change;
  if (firstDay === undefined) return 0;
  const mark = { calendar, generation, firstDay, instants };
  const begin = startOfDay(firstDay, (await ruleBook.current()).calendar);
  const from = (resume ? change.progress?.through : undefined) ?? begin;
  let failed = 0;
  for (const stretch of stretches(from)) {
    const rules = await ruleBook.current();
    const found = (await candidates(platform.mongo, mark, stretch)).filter((row) => canMove(mark, row, rules));
    const ids = [...new Set(found.map((row) => row.complaintId))];
    for (let start = 0; start < ids.length; start += TOGETHER) {
      if (signal.aborted) return failed;
      telemetry.recalculating.set(ids.length - start);
      const began = performance.now();
      const some = ids.slice(start, start + TOGETHER);
      const done = await moveAll(r, some);
      failed += done.failed;
      await progressed(platform, change, { examined: some.length, ...done });
      telemetry.moved.inc(done.moved);
      failpoint('sla.recalculating');
      await waitFor((performance.now() - began) * REST, signal);
    }
    if (signal.aborted) return failed;
    if (ids.length > 0)
      await changeRows(platform.mongo).updateOne(
        { _id: change._id },
        { $set: { 'progress.through': failed > 0 ? begin : stretch.to } },
      );
  }
  return failed;
}

/** Together or, when one of them cannot be moved, each alone: it keeps nobody else, and is tried again. */
async function moveAll({ platform, ruleBook }: Recalculation, ids: readonly string[]) {
  try {
    return { moved: await moveClocks(platform, ruleBook, ids), failed: 0 };
  } catch (error) {
    platform.logger.warn({ err: error, cases: ids.length }, 'clocks not moved together, trying one by one');
  }
  let [moved, failed] = [0, 0];
  for (const id of ids) {
    try {
      moved += await moveClocks(platform, ruleBook, [id]);
    } catch (error) {
      failed += 1;
      platform.logger.error({ err: error, complaint: id }, 'clocks cannot be moved to the new calendar');
    }
  }
  return { moved, failed };
}

const progressed = async (
  { mongo }: Platform,
  { _id }: CalendarChangeRow,
  { examined, moved, failed }: Pick<Progress, 'examined' | 'moved' | 'failed'>,
): Promise<void> => {
  const $inc = { 'progress.examined': examined, 'progress.moved': moved, 'progress.failed': failed };
  await changeRows(mongo).updateOne({ _id }, { $inc });
};
