import type { Handover } from '../channels/channel.ts';
import { resolveDoubt } from '../domain/doubt.ts';
import { delayAfter, retryPolicyAt } from '../domain/retry.ts';
import type { MessageRow, SendableRow } from '../store/messages.ts';
import type { SendingDeps } from './deps.ts';

type Ending = 'sent' | 'failed' | 'uncertain' | 'suppressed';

/** Writes what became of a row, and counts it if that is the end of it. */
export async function settle(
  deps: SendingDeps,
  row: MessageRow,
  from: MessageRow['state'],
  change: Partial<MessageRow>,
): Promise<void> {
  await deps.outbox.record({ key: row._id, from, change });
  if (change.state === undefined || change.state === 'queued' || change.state === 'sending') return;
  const outcome: Ending = change.state;
  if (row.particulars.training === true) deps.metrics.training.inc({ template: row.template, outcome });
  else deps.metrics.outcomes.inc({ template: row.template, channel: row.channel, outcome });
  if (outcome === 'failed' || outcome === 'uncertain') {
    const { template, channel, complaintId } = row;
    deps.logger.warn({ key: row._id, template, channel, complaintId, code: change.errorCode }, `message ${outcome}`);
  }
}

/** One more try has failed for now: when to try again, or that it was the last. */
export function putOff(deps: SendingDeps, row: MessageRow, code: string): Partial<MessageRow> {
  const attempts = row.attempts + 1;
  const delay = delayAfter(attempts, retryPolicyAt(deps.clock.now(), deps.retryBaseMs));
  if (delay === undefined) return { state: 'failed', attempts, errorCode: code };
  return { state: 'queued', attempts, errorCode: code, nextAt: deps.clock.system() + delay };
}

/** What a message in doubt becomes when its provider cannot be asked. */
export function inDoubt(deps: SendingDeps, row: SendableRow, code: string): Partial<MessageRow> {
  return resolveDoubt(row) === 'send-again'
    ? { state: 'queued', uncertain: true, errorCode: code, nextAt: deps.clock.system() }
    : { state: 'uncertain', uncertain: true, errorCode: code };
}

/** What a hand-over's end makes of the row. */
export function afterHandover(deps: SendingDeps, row: SendableRow, handover: Handover): Partial<MessageRow> {
  const attempts = row.attempts + 1;
  switch (handover.outcome) {
    case 'accepted': {
      const { providerReference } = handover;
      return { state: 'sent', attempts, providerReference, sentAt: deps.clock.now() };
    }
    case 'permanent':
      return { state: 'failed', attempts, errorCode: handover.code };
    case 'temporary':
      deps.metrics.retries.inc({ channel: row.channel, code: handover.code });
      return putOff(deps, row, handover.code);
    case 'unknown':
      return { attempts, ...inDoubt(deps, row, handover.code) };
  }
}
