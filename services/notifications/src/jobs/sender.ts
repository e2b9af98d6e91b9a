import { createWake, type Platform, runUnderLease } from '@jamaa/kit';
import { deliver } from '../sending/deliver.ts';
import type { SendingDeps } from '../sending/deps.ts';
import { prepare } from '../sending/prepare.ts';
import { recoverAbandoned } from '../sending/recover.ts';

export interface Sender {
  /** Wakes the sender after a commit; polling would find the rows too, only later. */
  poke(): void;
  /** Finishes what is in hand. */
  close(): Promise<void>;
}

const POLL_MS = 500;

/** One sender at a time among all replicas: claims due messages, oldest first, and hands them over in small batches. */
export function startSender(platform: Platform, deps: SendingDeps): Sender {
  const stop = new AbortController();
  const wake = createWake();
  const running = runUnderLease(
    {
      connection: platform.mongo,
      name: 'sender',
      holder: platform.instance,
      ttlMs: platform.env.LEASE_TTL_MS,
      clock: platform.clock,
      logger: platform.logger,
    },
    stop.signal,
    async (_fence, signal) => {
      while (!signal.aborted) if (!(await sendDue(deps))) await wake.wait(POLL_MS, signal);
    },
  );
  return {
    poke: () => wake.now(),
    async close() {
      stop.abort();
      await running;
    },
  };
}

/** One round. Returns whether there was anything to do. */
async function sendDue(deps: SendingDeps): Promise<boolean> {
  const recovered = await recoverAbandoned(deps);
  const due = await deps.outbox.due(deps.clock.system(), deps.concurrency);
  const prepared = await Promise.all(due.map((row) => prepare(deps, row)));
  await deliver(deps, prepared.flat());
  return recovered + due.length > 0;
}
