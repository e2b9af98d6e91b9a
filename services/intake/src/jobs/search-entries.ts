import { failpoint, startJob, waitFor } from '@jamaa/kit';
import type { Intake } from '../context.ts';
import { buildEntries, entriesComplete } from '../store/build-entries.ts';

/** People's commands come first: of the time that it could take, half is theirs, and the more a step takes the longer it waits. */
const LEAST_PAUSE_MS = 20;
const DONE_MS = 3_600_000;

/** Makes the search entries of cases from before there were any, under a lease; killed, it goes on where it was. */
export function startSearchEntries({ platform, telemetry }: Pick<Intake, 'platform' | 'telemetry'>): void {
  const { clock, logger, mongo } = platform;
  startJob(platform, 'search-entries', async (signal) => {
    if (await entriesComplete(mongo)) return waitFor(DONE_MS, signal);
    telemetry.searchIncomplete.set(1);
    logger.info('search entries of older cases are being made');
    await buildEntries(mongo, {
      now: clock.now(),
      signal,
      pause: async ({ entries, tookMs }) => {
        telemetry.entriesBuilt.inc({}, entries);
        failpoint('intake.search-entries-built');
        await waitFor(Math.max(LEAST_PAUSE_MS, tookMs), signal);
      },
    });
    telemetry.searchIncomplete.set(0);
    if (!signal.aborted) logger.info('search entries are complete');
  });
}
