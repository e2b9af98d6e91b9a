import { type Platform, waitFor } from '@jamaa/kit';
import { askedOnce } from '../sending/contact.ts';
import { deliver } from '../sending/deliver.ts';
import type { SendingDeps } from '../sending/deps.ts';
import { prepare } from '../sending/prepare.ts';
import { recoverAbandoned } from '../sending/recover.ts';
import { type Sender, startLane } from './lane.ts';

const POLL_MS = 500;
/**
 * From the beginning of a round that found something to the next, unless it was full. What becomes due meanwhile shares its
 * transactions: a round costs the database the same for one message as for many, and no reader minds a fifth of a second.
 */
const ROUND_MS = 200;
/** Between two looks for messages whose sender is gone: they have waited much longer already. */
const LOOK_MS = 1_000;

/** Claims due messages, oldest first, and hands them over in small batches. Alerts have a lane of their own. */
export const startSender = (platform: Platform, deps: SendingDeps): Sender =>
  startLane(platform, 'sender', async (wake, signal) => {
    let look = 0;
    while (!signal.aborted) {
      const began = deps.clock.system();
      if (began >= look) look = (await recoverAbandoned(deps)) ? began : began + LOOK_MS;
      const found = await sendDue(deps);
      if (found === 0) await wake.wait(POLL_MS, signal);
      else if (found < deps.concurrency) await waitFor(began + ROUND_MS - deps.clock.system(), signal);
    }
  });

/** One round. Returns how many due messages it found. */
async function sendDue(deps: SendingDeps): Promise<number> {
  const due = await deps.outbox.due(deps.clock.system(), deps.concurrency);
  const round = { ...deps, contacts: askedOnce(deps.contacts) };
  const prepared = await Promise.all(due.map((row) => prepare(round, row)));
  await (await deliver(deps, prepared.flat())).over;
  return due.length;
}
