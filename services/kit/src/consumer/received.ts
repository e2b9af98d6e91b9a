import type { JsMsg } from '@nats-io/jetstream';
import type { ClientSession } from 'mongoose';
import { inEventSpan, inEventSpans } from './spans.ts';

/** An event type and how its message is read; services share these through the catalog of @jamaa/proto. */
export interface EventType<T> {
  readonly type: string;
  readonly codec: { encode(message: T): { finish(): Uint8Array }; decode(data: Uint8Array): T };
}

/** An event as it arrived, before its data is read. */
export interface Envelope {
  readonly id: string;
  readonly type: string;
  readonly aggregateId: string;
  readonly version: number;
  readonly time: Date;
  readonly data: Uint8Array;
  readonly traceparent?: string | undefined;
}

export interface Received<T> extends Omit<Envelope, 'data'> {
  readonly data: T;
}

/** The transaction in which a handler writes its effect; it commits together with the inbox row. */
export interface Effect {
  readonly session: ClientSession;
  /** Runs once after the commit, for wake-ups only: a crash may skip it. */
  afterCommit(run: () => void): void;
}

/** Takes events of its types in the order in which they came. */
export interface EventHandler {
  readonly types: readonly string[];
  handle(envelopes: readonly Envelope[], effect: Effect): Promise<void>;
}

/** A handler for one event type, one event after the other. It may run several times before its effect commits, and never again afterwards. */
export const on = <T>(
  event: EventType<T>,
  handle: (event: Received<T>, effect: Effect) => Promise<void>,
): EventHandler => ({
  types: [event.type],
  async handle(envelopes, effect) {
    for (const envelope of envelopes) {
      await inEventSpan(envelope, () => handle({ ...envelope, data: event.codec.decode(envelope.data) }, effect));
    }
  },
});

/**
 * A handler for all events of these types that one batch brings, several of one aggregate among them: it reads once, decides in
 * memory and writes once. The same promises as {@link on}; what it appends to the journal names `event.traceparent`.
 */
export const onAll = <T>(
  events: readonly EventType<T>[],
  handle: (received: readonly Received<T>[], effect: Effect) => Promise<void>,
): EventHandler => {
  const codecs = new Map(events.map(({ type, codec }) => [type, codec]));
  return {
    types: [...codecs.keys()],
    handle: (envelopes, effect) =>
      inEventSpans(envelopes, (traced) =>
        handle(
          traced.flatMap((envelope) => {
            const codec = codecs.get(envelope.type);
            return codec === undefined ? [] : [{ ...envelope, data: codec.decode(envelope.data) }];
          }),
          effect,
        ),
      ),
  };
};

/** Encodes an event for the journal. */
export const encodeEvent = <T>(event: EventType<T>, message: T): { type: string; data: Uint8Array } => ({
  type: event.type,
  data: event.codec.encode(message).finish(),
});

/** Reads the CloudEvents headers. `undefined` when one is missing: such a message did not come from a relay. */
export function envelopeOf(message: JsMsg): Envelope | undefined {
  const header = (name: string): string => message.headers?.get(name) ?? '';
  const version = Number(header('ce-aggregateversion'));
  const time = new Date(header('ce-time'));
  const envelope: Envelope = {
    id: header('ce-id'),
    type: header('ce-type'),
    aggregateId: header('ce-subject'),
    version,
    time,
    data: message.data,
    traceparent: header('traceparent') || undefined,
  };
  const complete = envelope.id !== '' && envelope.type !== '' && envelope.aggregateId !== '';
  return complete && Number.isInteger(version) && version > 0 && !Number.isNaN(time.getTime()) ? envelope : undefined;
}
