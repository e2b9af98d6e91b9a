import { backoffMs, type Platform, runUnderLease, waitFor } from '@jamaa/kit';

/** Work that is done once per start: by one process at a time, tried again until it succeeds, cut short by closing. */
export function startOnce(platform: Platform, name: string, work: (signal: AbortSignal) => Promise<void>) {
  const stop = new AbortController();
  const done = new AbortController();
  const running = runUnderLease(
    {
      connection: platform.mongo,
      name,
      holder: platform.instance,
      ttlMs: platform.env.LEASE_TTL_MS,
      clock: platform.clock,
      logger: platform.logger,
    },
    AbortSignal.any([stop.signal, done.signal]),
    async (_fence, signal) => {
      for (let failures = 0; !signal.aborted; ) {
        try {
          await work(signal);
          return done.abort();
        } catch (error) {
          failures += 1;
          platform.logger.warn({ err: error, job: name, failures }, 'will be tried again');
          await waitFor(backoffMs(failures, 500, 30_000), signal);
        }
      }
    },
  );
  return async (): Promise<void> => {
    stop.abort();
    await running;
  };
}
