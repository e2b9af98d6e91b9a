import { AckPolicy, DeliverPolicy, DiscardPolicy, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import { nanos } from '@nats-io/nats-core';
import type { LiveBus } from './connect.ts';
import { durableName, streamName, streamSubjects } from './subjects.ts';

const DAY_MS = 86_400_000;

/** How long a stream keeps events. Inbox rows must outlive it. */
export const STREAM_MAX_AGE_DAYS = 30;

export interface StreamLimits {
  readonly replicas: number;
  readonly maxBytes: number;
}

/** Creates or additively updates the stream of a publishing service. Run by the migration step only. */
export async function ensureStream(bus: LiveBus, source: string, limits: StreamLimits): Promise<void> {
  const name = streamName(bus, source);
  const wanted = {
    subjects: [streamSubjects(bus, source)],
    max_age: nanos(STREAM_MAX_AGE_DAYS * DAY_MS),
    max_bytes: limits.maxBytes,
    // A full stream refuses instead of forgetting: the journal holds what it did not take.
    discard: DiscardPolicy.New,
    duplicate_window: nanos(10 * 60_000),
    num_replicas: limits.replicas,
    allow_direct: true,
  };
  const existing = await existingStream(bus, name);
  if (existing) await bus.manager.streams.update(name, wanted);
  else {
    await bus.manager.streams.add({ name, storage: StorageType.File, retention: RetentionPolicy.Limits, ...wanted });
  }
}

async function existingStream(bus: LiveBus, name: string): Promise<boolean> {
  for await (const found of bus.manager.streams.names(undefined)) if (found === name) return true;
  return false;
}

/** Creates or updates the one durable consumer of (consuming service, stream). Run by the migration step only. */
export async function ensureConsumer(
  bus: LiveBus,
  source: string,
  consumer: string,
  ackWaitMs: number,
  readerCell?: string,
): Promise<void> {
  await bus.manager.consumers.add(streamName(bus, source), {
    durable_name: durableName(consumer, readerCell),
    ack_policy: AckPolicy.Explicit,
    ack_wait: nanos(ackWaitMs),
    deliver_policy: DeliverPolicy.All,
    max_ack_pending: 1_024,
    // Deliveries are counted by the consumer itself: a broker limit would drop an event silently.
    max_deliver: -1,
  });
}
