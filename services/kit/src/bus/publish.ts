import { headers } from '@nats-io/nats-core';
import { bytesOf } from '../journal/replay.ts';
import type { JournalRow } from '../journal/rows.ts';
import type { LiveBus } from './connect.ts';
import { subjectOf } from './subjects.ts';

/** Publishes one journal row in CloudEvents binary mode and waits for the stream's acknowledgement. */
export async function publishEvent(bus: LiveBus, source: string, row: JournalRow): Promise<void> {
  const h = headers();
  h.set('ce-specversion', '1.0');
  h.set('ce-id', row._id);
  h.set('ce-type', row.type);
  h.set('ce-source', `/jamaa/${bus.cell}/${source}`);
  h.set('ce-subject', row.aggregateId);
  h.set('ce-time', row.time.toISOString());
  h.set('ce-aggregateversion', String(row.version));
  h.set('content-type', 'application/protobuf');
  if (row.traceparent !== undefined) h.set('traceparent', row.traceparent);
  await bus.js.publish(subjectOf(bus, source, row.type), bytesOf(row.data), {
    headers: h,
    msgID: row._id,
    timeout: 5_000,
  });
}
