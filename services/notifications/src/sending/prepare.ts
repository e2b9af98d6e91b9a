import { isAppError } from '@jamaa/kit';
import { chooseChannels } from '../domain/channels.ts';
import { messageKey } from '../domain/keys.ts';
import { codeIn } from '../domain/templates.ts';
import type { Claim } from '../store/claim.ts';
import type { MessageRow, SendableRow } from '../store/messages.ts';
import type { Outgoing } from './composer.ts';
import type { Contact } from './contact.ts';
import type { SendingDeps } from './deps.ts';
import { putOff, settle } from './outcome.ts';

export interface Prepared extends Claim {
  readonly outgoing: Outgoing;
}

/** Longest time a message waits for intake or directory to come back before it asks again. */
const HOLD_MS = 10_000;
/** An alert of danger asks again almost at once. */
const URGENT_HOLD_MS = 500;
const OUT_OF_REACH: readonly string[] = ['unavailable', 'deadline-exceeded', 'overloaded'];

/**
 * Asks for the contact, chooses the channels the first time, and writes the texts: everything that can fail without a doubt
 * about what has left. Nothing to send is an empty list, and then the row says why.
 */
export async function prepare(deps: SendingDeps, row: MessageRow): Promise<Prepared[]> {
  try {
    const contact = await deps.contacts.of(row);
    const reached = claimsOf(deps, row, contact);
    const claims = reached.filter((claim) => hasItsCode(claim, contact));
    if (claims.length === 0) {
      const errorCode = contact.erased ? 'erased' : reached.length > 0 ? 'code-expired' : 'no-contact';
      await settle(deps, row, 'queued', { state: 'suppressed', errorCode });
    }
    return await Promise.all(
      claims.map(async (claim) => ({ ...claim, outgoing: await deps.composer.compose(claim.row, contact) })),
    );
  } catch (error) {
    await notPrepared(deps, row, error);
    return [];
  }
}

/** The row itself once its channel is decided, before that one row per channel; none when nobody can be reached. */
function claimsOf(deps: SendingDeps, row: MessageRow, contact: Contact): Claim[] {
  if (contact.erased) return [];
  const reachable = { email: contact.email !== '', phone: contact.phone !== '' && deps.sms !== undefined };
  if (isSendable(row)) {
    const still = row.channel === 'email' ? reachable.email : reachable.phone;
    return still ? [{ row }] : [];
  }
  return chooseChannels(row, reachable).map((channel) => ({
    row: { ...row, _id: messageKey(row.origin, row.recipient, channel), channel },
    replaces: row._id,
  }));
}

/** A message that is all about a code is nothing without one: it has expired, or what it confirms is confirmed. */
const hasItsCode = ({ row }: Claim, { codes }: Contact): boolean =>
  codeIn(row.template)?.only !== true || codes.some(({ way }) => way === row.channel);

const isSendable = (row: MessageRow): row is SendableRow => row.channel !== 'undecided';

/** Puts a row off, or ends it, by what went wrong before anything could leave. */
export async function notPrepared(deps: SendingDeps, row: MessageRow, error: unknown): Promise<void> {
  if (isAppError(error) && OUT_OF_REACH.includes(error.code)) {
    deps.metrics.held.inc();
    const hold = row.template === 'urgent' ? URGENT_HOLD_MS : HOLD_MS;
    const wait = Math.min(hold, deps.retryBaseMs ?? hold);
    await settle(deps, row, 'queued', { nextAt: deps.clock.system() + wait, errorCode: error.code });
    return;
  }
  if (isAppError(error) && error.code === 'not-found') {
    await settle(deps, row, 'queued', { state: 'failed', errorCode: 'contact-not-found' });
    return;
  }
  deps.logger.error({ err: error, key: row._id, template: row.template }, 'message not prepared');
  await settle(deps, row, 'queued', putOff(deps, row, isAppError(error) ? `contact-${error.code}` : 'not-prepared'));
}
