import type { Effect, Received } from '@jamaa/kit';
import type { Connection } from 'mongoose';
import type { MessageDraft } from '../domain/message.ts';
import { insertMissing, newMessage } from '../store/messages.ts';

export interface Keep {
  readonly connection: Connection;
  /** Wakes the sender. */
  poke(): void;
}

/** Writes the messages that an event calls for in the event's own transaction. */
export async function keepMessages(
  { connection, poke }: Keep,
  event: Pick<Received<unknown>, 'id' | 'time'>,
  drafts: readonly MessageDraft[],
  { session, afterCommit }: Effect,
): Promise<void> {
  if (drafts.length === 0) return;
  await insertMissing(
    connection,
    session,
    drafts.map((draft) => newMessage(draft, event)),
  );
  afterCommit(poke);
}
