import { failpoint } from '@jamaa/kit';
import type { Handover } from '../channels/channel.ts';
import type { SendingDeps } from './deps.ts';
import { afterHandover, settle } from './outcome.ts';
import type { Prepared } from './prepare.ts';

/**
 * Hands prepared messages over, all at once. First the rows say `sending`, committed: a crash from here on leaves a trace of
 * every message that may have left. Then each is handed over and its end recorded: `over`, when all are.
 */
export async function deliver(
  deps: SendingDeps,
  batch: readonly Prepared[],
): Promise<{ readonly over: Promise<void> }> {
  if (batch.length === 0) return { over: Promise.resolve() };
  const ours = await deps.outbox.claim(batch, deps.clock.system());
  failpoint('notifications.after-claim');
  const mine = batch.filter(({ row }) => ours.has(row._id));
  return { over: handOverAll(deps, mine) };
}

async function handOverAll(deps: SendingDeps, batch: readonly Prepared[]): Promise<void> {
  const ends = await Promise.allSettled(batch.map((prepared) => handOver(deps, prepared)));
  // One that could not be recorded stays in `sending` and is found again; the others are through.
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

async function handOver(deps: SendingDeps, { row, outgoing }: Prepared): Promise<void> {
  const end = deps.metrics.seconds.startTimer({ channel: row.channel });
  const handover = await send(deps, outgoing);
  end({ outcome: handover.outcome });
  failpoint('notifications.after-handover');
  await settle(deps, row, 'sending', { writtenIn: outgoing.language, ...afterHandover(deps, row, handover) });
}

async function send(deps: SendingDeps, outgoing: Prepared['outgoing']): Promise<Handover> {
  if (outgoing.channel === 'email') return deps.email.send(outgoing.email);
  return deps.sms === undefined ? { outcome: 'temporary', code: 'sms-not-configured' } : deps.sms.send(outgoing.sms);
}
