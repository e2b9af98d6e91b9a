import { createWake, type Platform, runUnderLease, waitFor } from '@jamaa/kit';
import { askedOnce } from '../sending/contact.ts';
import { deliver } from '../sending/deliver.ts';
import type { SendingDeps } from '../sending/deps.ts';
import { expandOnCall } from '../sending/on-call.ts';
import { prepare } from '../sending/prepare.ts';
import { recoverAbandoned } from '../sending/recover.ts';

export interface Sender {
  /** Wakes the sender after a commit; polling would find the rows too, only later. */
  poke(): void;
  /** Finishes what is in hand. */
  close(): Promise<void>;
}

const POLL_MS = 500;
/**
 * From the beginning of a round that found something to the next, unless it was full. What becomes due meanwhile shares its
 * transactions: a round costs the database the same for one message as for many, and no reader minds a fifth of a second.
 */
const ROUND_MS = 200;
/** Between two looks for messages whose sender is gone: they have waited much longer already. */
const LOOK_MS = 1_000;

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
      let look = 0;
      while (!signal.aborted) {
        const began = deps.clock.system();
        if (began >= look) look = (await recoverAbandoned(deps)) ? began : began + LOOK_MS;
        const found = await sendDue(deps);
        if (found === 0) await wake.wait(POLL_MS, signal);
        else if (found < deps.concurrency) await waitFor(began + ROUND_MS - deps.clock.system(), signal);
      }
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

/** One round. Returns how many due messages it found; as many as fit where the next round must follow at once. */
async function sendDue(deps: SendingDeps): Promise<number> {
  const due = await deps.outbox.due(deps.clock.system(), deps.concurrency);
  const { alerts = [], messages = [] } = Object.groupBy(due, ({ recipient }) =>
    recipient.kind === 'on-call' ? 'alerts' : 'messages',
  );
  await Promise.all(alerts.map((row) => expandOnCall(deps, row)));
  const round = { ...deps, contacts: askedOnce(deps.contacts) };
  const prepared = await Promise.all(messages.map((row) => prepare(round, row)));
  await deliver(deps, prepared.flat());
  // What an alert has become is due now, and danger does not wait for the next round.
  return alerts.length > 0 ? deps.concurrency : due.length;
}
