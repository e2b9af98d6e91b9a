import { activeTraceparent } from '@jamaa/observability';
import type { ClientSession, Connection } from 'mongoose';
import { nextId } from '../runtime/ids.ts';
import { type JournalRow, journalRows } from './rows.ts';

export interface AggregateHead {
  readonly type: string;
  readonly id: string;
  /** Version before the events: 0 for a new aggregate. */
  readonly version: number;
  readonly lastEventId?: string | undefined;
}

/** An event as the decider made it, encoded. */
export interface EncodedEvent {
  readonly type: string;
  readonly data: Uint8Array;
}

/**
 * Writes events to the journal in the caller's transaction. Versions follow the head without a gap; two commands that started
 * from the same version meet the unique index (aggregateId, version) and one of them runs again.
 * Call the relay's `poke` after the commit.
 */
export async function appendEvents(
  connection: Connection,
  session: ClientSession,
  head: AggregateHead,
  events: readonly EncodedEvent[],
  time: Date,
): Promise<{ version: number; lastEventId: string | undefined }> {
  const traceparent = activeTraceparent();
  let { version, lastEventId } = head;
  const rows = events.map((event): JournalRow => {
    version += 1;
    lastEventId = nextId(lastEventId);
    return {
      _id: lastEventId,
      type: event.type,
      aggregateType: head.type,
      aggregateId: head.id,
      version,
      time,
      data: event.data,
      ...(traceparent === undefined ? {} : { traceparent }),
      pending: true,
    };
  });
  if (rows.length > 0) await journalRows(connection).insertMany(rows, { session, ordered: true });
  return { version, lastEventId };
}
