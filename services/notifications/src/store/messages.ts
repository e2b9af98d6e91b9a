import type { IndexPlan } from '@jamaa/kit';
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

export const messageIndexes: readonly IndexPlan[] = [
  {
    collection: 'messages',
    indexes: [
      { name: 'due', key: { state: 1, nextAt: 1 } },
      { name: 'complaint', key: { complaintId: 1, createdAt: 1 } },
    ],
  },
];

export const messageRows = (connection: Connection): mongo.Collection<MessageRow> =>
  connection.collection<MessageRow>('messages') as unknown as mongo.Collection<MessageRow>;

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

/** Inserts rows that are not there yet. */
export async function insertMissing(
  connection: Connection,
  session: ClientSession,
  rows: readonly MessageRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await messageRows(connection).bulkWrite(
    rows.map((row) => ({ updateOne: { filter: { _id: row._id }, update: { $setOnInsert: row }, upsert: true } })),
    { session, ordered: true },
  );
}
