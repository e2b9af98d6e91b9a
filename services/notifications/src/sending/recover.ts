import { resolveDoubt } from '../domain/doubt.ts';
import type { SendableRow } from '../store/messages.ts';
import type { SendingDeps } from './deps.ts';
import { inDoubt, settle } from './outcome.ts';

const BATCH = 32;
/** Until an SMS provider that did not answer is asked again. */
const ASK_AGAIN_MS = 30_000;

/** Settles messages whose sender died between claim and record. Returns whether there may be more. */
export async function recoverAbandoned(deps: SendingDeps): Promise<boolean> {
  const now = deps.clock.system();
  const rows = await deps.outbox.abandoned(now - deps.abandonedAfterMs, now, BATCH);
  await Promise.all(rows.map((row) => recover(deps, row)));
  return rows.length === BATCH;
}

async function recover(deps: SendingDeps, row: SendableRow): Promise<void> {
  const { key, template } = { key: row._id, template: row.template };
  deps.logger.warn({ key, template, channel: row.channel }, 'message left in hand by a sender that is gone');
  if (resolveDoubt(row) !== 'ask-provider') return settle(deps, row, 'sending', inDoubt(deps, row, 'interrupted'));
  const now = deps.clock.system();
  const known = await (deps.sms?.ask(row._id) ?? 'unreachable');
  if (known === 'unreachable') {
    const wait = Math.min(ASK_AGAIN_MS, deps.retryBaseMs ?? ASK_AGAIN_MS);
    await settle(deps, row, 'sending', { nextAt: now + wait, errorCode: 'sms-unreachable' });
  } else if (known.known) {
    const { providerReference } = known;
    await settle(deps, row, 'sending', {
      state: 'sent',
      providerReference,
      sentAt: deps.clock.now(),
      attempts: row.attempts + 1,
    });
  } else {
    await settle(deps, row, 'sending', { state: 'queued', nextAt: now });
  }
}
