import { createWake, type Platform, runUnderLease, type Wake } from '@jamaa/kit';

export interface Sender {
  /** Wakes the sender after a commit; polling would find the rows too, only later. */
  poke(): void;
  /** Finishes what is in hand. */
  close(): Promise<void>;
}

/** Sends for as long as it is its turn. */
export type Work = (wake: Pick<Wake, 'wait'>, signal: AbortSignal) => Promise<void>;

/** Lets one process at a time among all replicas do the work of a lane, under a lease of its name. */
export function startLane(platform: Platform, name: string, work: Work): Sender {
  const stop = new AbortController();
  const wake = createWake();
  const running = runUnderLease(
    {
      connection: platform.mongo,
      name,
      holder: platform.instance,
      ttlMs: platform.env.LEASE_TTL_MS,
      logger: platform.logger,
    },
    stop.signal,
    (_fence, signal) => work(wake, signal),
  );
  return {
    poke: () => wake.now(),
    async close() {
      stop.abort();
      await running;
    },
  };
}
