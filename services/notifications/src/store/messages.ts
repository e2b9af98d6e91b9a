import { type IndexPlan, writesOf } from '@jamaa/kit';
import type { ClientSession, Connection, mongo } from 'mongoose';
import { madeAt, messageKey, originOf } from '../domain/keys.ts';
import type { Channel, MessageDraft } from '../domain/message.ts';

export type MessageState = 'queued' | 'sending' | 'sent' | 'failed' | 'uncertain' | 'suppressed';

/** One message on one channel; before the first attempt one row on the channel `undecided`. No personal data. */
export interface MessageRow extends MessageDraft {
  /** The stable key: what Message-ID and the provider's id are made of. */
  readonly _id: string;
  readonly eventId: string;
  /** What the keys of all its channels are derived from. */
  readonly origin: string;
  readonly channel: Channel | 'undecided';
  state: MessageState;
  /** System time, milliseconds: not before. At first the time of the event, so that the oldest is first. */
  nextAt: number;
  /** Hand-overs that were answered. */
  attempts: number;
  /** A crash left it open whether an earlier hand-over arrived. */
  uncertain: boolean;
  /** Language it was written in. */
  writtenIn?: string;
  /** Business time. */
  readonly createdAt: Date;
  sentAt?: Date;
  /** System time of the last claim. */
  claimedAt?: number;
  providerReference?: string;
  errorCode?: string;
}

/** A row whose channel is decided. */
export type SendableRow = MessageRow & { readonly channel: Channel };

export const messageCollection = 'messages';

export const messageIndexes: readonly IndexPlan[] = [
  {
    collection: messageCollection,
    indexes: [
      { name: 'due', key: { state: 1, nextAt: 1 } },
      {
        name: 'due-alerts',
        key: { template: 1, state: 1, nextAt: 1 },
        partialFilterExpression: { template: 'urgent' },
      },
      { name: 'complaint', key: { complaintId: 1, createdAt: 1 } },
    ],
  },
];

export const messageRows = (connection: Connection): mongo.Collection<MessageRow> =>
  connection.collection<MessageRow>(messageCollection) as unknown as mongo.Collection<MessageRow>;

/** The row of a message that an event calls for. Pure: the same event gives the same row however often it is handled. */
export function newMessage(draft: MessageDraft, event: { id: string; time: Date }): MessageRow {
  const origin = originOf(draft, event.id);
  return {
    ...draft,
    _id: messageKey(origin, draft.recipient, 'undecided'),
    eventId: event.id,
    origin,
    channel: 'undecided',
    state: 'queued',
    nextAt: madeAt(event.id),
    attempts: 0,
    uncertain: false,
    createdAt: event.time,
  };
}

/** The row of an alert for one of those on call. */
export function forAccount(alert: MessageRow, accountId: string): MessageRow {
  const recipient = { kind: 'account', accountId } as const;
  return { ...alert, _id: messageKey(alert.origin, recipient, 'undecided'), recipient };
}

/** Inserts rows that are not there yet, with the transaction's end. */
export function insertMissing(session: ClientSession, rows: readonly MessageRow[]): void {
  const writes = writesOf(session);
  for (const { _id, ...row } of rows) writes.update(messageCollection, _id, { $setOnInsert: row }, true);
}
