import { createHash } from 'node:crypto';
import type { Channel, MessageDraft, Recipient } from './message.ts';

/** What the key of a message is derived from: its event, or the case (and its body) where that is told it only once. */
export function originOf(
  draft: Pick<MessageDraft, 'oncePerCase' | 'oncePerBody' | 'complaintId' | 'template' | 'particulars'>,
  eventId: string,
): string {
  const { complaintId, template, particulars } = draft;
  if (draft.oncePerBody)
    return [complaintId, template, particulars.organisation ?? '', particulars.unit ?? ''].join('/');
  return draft.oncePerCase ? `${complaintId}/${template}` : eventId;
}

/**
 * The stable key of a message: the same origin, recipient and channel give the same key for ever, so that a message sent again is
 * recognised (Message-ID, the provider's id). Opaque: it tells nobody who the recipient is.
 */
export function messageKey(origin: string, recipient: Recipient, channel: Channel | 'undecided'): string {
  const who = recipient.kind === 'account' ? `account:${recipient.accountId}` : recipient.kind;
  return createHash('sha256').update([origin, who, channel].join('\n')).digest('hex').slice(0, 32);
}

const UUID_V7 = /^([0-9a-f]{8})-([0-9a-f]{4})-7/i;

/** System time, in milliseconds, at which a UUIDv7 was made; 0 for any other id, which makes its message the oldest. */
export function madeAt(eventId: string): number {
  const match = UUID_V7.exec(eventId);
  return match === null ? 0 : Number.parseInt(`${match[1]}${match[2]}`, 16);
}
