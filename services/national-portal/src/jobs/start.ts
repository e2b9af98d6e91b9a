import { createWake, startJob, type Wake, waitFor } from '@jamaa/kit';
import { cursorRows, reportRows } from '../store/rows.ts';
import { type Puller, pullPage } from './pull.ts';
import { type Reporter, reportDue } from './report.ts';

const IDLE_MS = 1_000;

/** Both ways to the portal, each in one process at a time. Returns what wakes the reports. */
export function startJobs(r: Reporter & Puller, pollMs: number): Wake {
  const { platform, telemetry } = r;
  const wake = createWake();
  startJob(platform, 'pull', async (signal) => {
    let more = false;
    try {
      more = await pullPage(r);
    } catch (error) {
      telemetry.failures.inc({ operation: 'pull' });
      platform.logger.warn({ err: error }, 'the portal was not read, tried again');
    }
    if (!more) await waitFor(pollMs, signal);
  });
  startJob(platform, 'report', async (signal) => {
    if ((await reportDue(r, signal)) === 0) await wake.wait(IDLE_MS, signal);
  });
  platform.metrics.collect(async () => {
    const { mongo, clock } = platform;
    const cursor = await cursorRows(mongo).findOne({ _id: 'cases' });
    const [oldest] = await reportRows(mongo).find({}).sort({ _id: 1 }).limit(1).toArray();
    telemetry.pullAge.set(cursor === null ? 0 : (clock.system() - cursor.upToDateAt) / 1_000);
    telemetry.reportAge.set(oldest === undefined ? 0 : (clock.now().getTime() - oldest.at.getTime()) / 1_000);
  });
  return wake;
}
