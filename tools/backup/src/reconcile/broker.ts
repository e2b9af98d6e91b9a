import { type LiveBus, streamName } from '@jamaa/kit';
import { DeliverPolicy, JetStreamApiError } from '@nats-io/jetstream';
import type { LostEvent } from './beyond.ts';

const AT_ONCE = 500;

/**
 * Events that a service's stream holds from a moment on and `known` does not know, in the order of the stream. `undefined` when the
 * broker has no such stream.
 */
export async function beyondJournal(
  bus: LiveBus,
  service: string,
  from: Date,
  known: (ids: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<{ looked: number; lost: LostEvent[] } | undefined> {
  const stream = streamName(bus, service);
  const info = await bus.manager.streams.info(stream).catch((error: unknown) => {
    if (error instanceof JetStreamApiError && error.status === 404) return undefined;
    throw error;
  });
  if (info === undefined) return undefined;
  const lost: LostEvent[] = [];
  let looked = 0;
  const last = info.state.last_seq;
  if (info.state.messages === 0) return { looked, lost };
  const consumer = await bus.js.consumers.get(stream, {
    deliver_policy: DeliverPolicy.StartTime,
    opt_start_time: from.toISOString(),
  });
  const settle = async (batch: LostEvent[]): Promise<void> => {
    const there = await known(batch.map(({ id }) => id));
    lost.push(...batch.filter(({ id }) => !there.has(id)));
  };
  for (;;) {
    const messages = await consumer.fetch({ max_messages: AT_ONCE, expires: 2_000 });
    const batch: LostEvent[] = [];
    let reached = 0;
    for await (const message of messages) {
      reached = message.seq;
      looked += 1;
      const header = (name: string): string => message.headers?.get(name) ?? '';
      batch.push({
        service,
        id: header('ce-id'),
        type: header('ce-type'),
        aggregateId: header('ce-subject'),
        version: Number(header('ce-aggregateversion')),
        time: header('ce-time'),
        data: message.data,
      });
    }
    await settle(batch);
    // Services do not run: nothing is added while it is read.
    if (batch.length === 0 || reached >= last) return { looked, lost };
  }
}

/** Forgets a stream with all that it remembers of ids; the migration step makes it anew, and consumers read the journals. */
export const forgetStream = async (bus: LiveBus, service: string): Promise<void> => {
  await bus.manager.streams.delete(streamName(bus, service));
};
