import type { Platform } from '@jamaa/kit';
import { deliver } from '../sending/deliver.ts';
import type { SendingDeps } from '../sending/deps.ts';
import { expandOnCall } from '../sending/on-call.ts';
import { prepare } from '../sending/prepare.ts';
import { type Sender, startLane } from './lane.ts';

const POLL_MS = 500;

/**
 * The lane of alerts of danger: they wait for no round, for no queue of other messages, and for no provider that is slow with
 * another alert.
 */
export const startAlerts = (platform: Platform, deps: SendingDeps): Sender =>
  startLane(platform, 'alerts', async (wake, signal) => {
    const inHand = new Set<Promise<void>>();
    while (!signal.aborted) {
      const { found, over } = await alertDue(deps);
      const ended = over
        .catch((error: unknown) => deps.logger.error({ err: error }, 'the end of an alert was not recorded'))
        .finally(() => inHand.delete(ended));
      inHand.add(ended);
      if (found === 0) await wake.wait(POLL_MS, signal);
    }
    await Promise.all(inHand);
  });

/** What is due now becomes a message to each who is on call, or leaves; the hand-overs go on by themselves. */
async function alertDue(deps: SendingDeps): Promise<{ readonly found: number; readonly over: Promise<void> }> {
  const due = await deps.outbox.dueAlerts(deps.clock.system(), deps.concurrency);
  const { alerts = [], messages = [] } = Object.groupBy(due, ({ recipient }) =>
    recipient.kind === 'on-call' ? 'alerts' : 'messages',
  );
  const [prepared] = await Promise.all([
    Promise.all(messages.map((row) => prepare(deps, row))),
    ...alerts.map((row) => expandOnCall(deps, row)),
  ]);
  const { over } = await deliver(deps, prepared.flat());
  return { found: due.length, over };
}
