import { type EncodedEvent, type JournalRow, journalRows } from '@jamaa/kit';
import { activeTraceparent } from '@jamaa/observability';
import type { ClientSession, Connection } from 'mongoose';

/** One event of one aggregate; its id was chosen to follow the aggregate's last (`nextId`). */
export interface BulkEvent {
  readonly eventId: string;
  readonly type: 'account' | 'organisation';
  readonly id: string;
  readonly version: number;
  readonly event: EncodedEvent;
}

/** The journal rows of many aggregates in one write, where one write per aggregate would cost a round trip each. */
export async function appendInBulk(
  connection: Connection,
  session: ClientSession,
  events: readonly BulkEvent[],
  time: Date,
): Promise<void> {
  const traceparent = activeTraceparent();
  const rows = events.map(
    ({ eventId, type, id, version, event }): JournalRow => ({
      _id: eventId,
      ...event,
      aggregateType: type,
      aggregateId: id,
      version,
      time,
      ...(traceparent === undefined ? {} : { traceparent }),
      pending: true,
    }),
  );
  await journalRows(connection).insertMany(rows, { session, ordered: true });
}
