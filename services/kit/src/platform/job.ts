import { runUnderLease } from '../mongo/lease.ts';
import type { Platform } from './platform.ts';

/**
 * Work in rounds, in one process at a time among all replicas (under a lease of this name), for as long as the platform runs. A round that
 * finds nothing to do waits by itself, with the signal; one that throws is logged and begun anew. Closing the platform waits for its end.
 */
export function startJob(platform: Platform, name: string, round: (signal: AbortSignal) => Promise<void>): void {
  const { env, instance, logger, mongo } = platform;
  const stop = new AbortController();
  const running = runUnderLease(
    { connection: mongo, name, holder: instance, ttlMs: env.LEASE_TTL_MS, logger },
    stop.signal,
    async (_fence, signal) => {
      while (!signal.aborted) await round(signal);
    },
  );
  platform.onClose(async () => {
    stop.abort();
    await running;
  });
}
