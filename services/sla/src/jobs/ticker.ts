import { backoffMs, createWake, runUnderLease } from '@jamaa/kit';
import { dueRows } from '../store/clock-rows.ts';
import { heldReasons } from '../telemetry.ts';
import { type Firer, fireBatch } from './fire-batch.ts';
import { Held } from './peers.ts';

export interface Ticker {
  /** Looks again at once: clocks were started or moved in this process. */
  poke(): void;
  close(): Promise<void>;
}

/** Rows read at once: one look at the index serves several batches. */
const CLAIM = 2_000;
/** Intake confirms up to 500 cases in one call. */
const BATCH = 500;
/** A clock that another process started, or that was put off, is seen within this time; the goal for the lag is two seconds. */
const POLL_MS = 500;
/** Nor does a killed holder hold anything up longer: another one takes over after this time and a quarter of it. */
const LEASE_MS = 1_200;
const MINUTE_MS = 60_000;

/**
 * Fires what is due, oldest first, in one process at a time. Business time drives it: deadlines and office hours fall on whole
 * minutes, so it wakes on each, twice a second in between, and when the clock is moved. Only due rows are ever read, and no timer
 * is kept for a single clock.
 */
export function startTicker(f: Firer): Ticker {
  const { platform, telemetry } = f;
  const stop = new AbortController();
  const wake = createWake();
  const unsubscribe = platform.clock.onMove(() => wake.now());
  const released = (): void => {
    for (const reason of heldReasons) telemetry.held.set({ reason }, 0);
  };

  const work = async (_fence: number, signal: AbortSignal): Promise<void> => {
    let failures = 0;
    while (!signal.aborted) {
      const rows = await dueRows(platform.mongo, platform.clock.now(), CLAIM);
      if (rows.length === 0) {
        released();
        await wake.wait(untilNextLook(), signal);
        continue;
      }
      try {
        for (let start = 0; start < rows.length && !signal.aborted; start += BATCH) {
          await fireBatch(f, rows.slice(start, start + BATCH), platform.clock.now());
        }
        failures = 0;
        released();
      } catch (error) {
        if (!(error instanceof Held)) throw error;
        failures += 1;
        released();
        telemetry.held.set({ reason: error.reason }, rows.length);
        platform.logger.warn(
          { err: error, reason: error.reason, clocks: rows.length, failures },
          'due clocks are held',
        );
        await wake.wait(backoffMs(failures, 200, 10_000), signal);
      }
    }
  };

  const untilNextLook = (): number => Math.min(POLL_MS, MINUTE_MS - (platform.clock.now().getTime() % MINUTE_MS));

  const running = runUnderLease(
    {
      connection: platform.mongo,
      name: 'ticker',
      holder: platform.instance,
      ttlMs: Math.min(LEASE_MS, platform.env.LEASE_TTL_MS),
      logger: platform.logger,
    },
    stop.signal,
    async (fence, signal) => {
      try {
        await work(fence, signal);
      } finally {
        released();
      }
    },
  );
  return {
    poke: () => wake.now(),
    async close() {
      unsubscribe();
      stop.abort();
      await running;
    },
  };
}
