import { activeTraceparent } from '@jamaa/observability';
import type { ClientSession } from 'mongoose';
import { writesOf } from '../mongo/writes.ts';
import { nextId } from '../runtime/ids.ts';
import { versionAfter } from './epoch.ts';
import { type JournalRow, journalCollection } from './rows.ts';

export interface AggregateHead {
  readonly type: string;
  readonly id: string;
  /** Version before the events: 0 for a new aggregate. */
  readonly version: number;
  /** A new aggregate whose id was just drawn: nobody can have heard of it, so it begins with 1 in every epoch. */
  readonly fresh?: boolean;
  readonly lastEventId?: string | undefined;
}

/** An event as the decider made it, encoded. */
export interface EncodedEvent {
  readonly type: string;
  readonly data: Uint8Array;
}

/**
 * Writes events to the journal in the caller's transaction. Versions follow the head without a gap, but for the one that each epoch begins with (journal/epoch.ts); two commands that started
 * from the same version meet the unique index (aggregateId, version) and one of them runs again.
 * Call the relay's `poke` after the commit.
 *
 * @param traceparent the trace they belong to, where it is not the active one
 */
export function appendEvents(
  session: ClientSession,
  head: AggregateHead,
  events: readonly EncodedEvent[],
  time: Date,
  traceparent: string | undefined = activeTraceparent(),
): { version: number; lastEventId: string | undefined } {
  let { version, lastEventId } = head;
  const epoch = head.fresh === true && version === 0 ? 0 : writesOf(session).epoch;
  const rows = events.map((event): JournalRow => {
    version = versionAfter(version, epoch);
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
  writesOf(session).insert(journalCollection, rows);
  return { version, lastEventId };
}
