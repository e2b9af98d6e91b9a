import type { JsMsg } from '@nats-io/jetstream';
import type { ClientSession } from 'mongoose';

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

export interface EventHandler {
  readonly type: string;
  handle(envelope: Envelope, effect: Effect): Promise<void>;
}

/** A handler for one event type. It may run several times before its effect commits, and never again afterwards. */
export const on = <T>(
  event: EventType<T>,
  handle: (event: Received<T>, effect: Effect) => Promise<void>,
): EventHandler => ({
  type: event.type,
  handle: (envelope, effect) => handle({ ...envelope, data: event.codec.decode(envelope.data) }, effect),
});

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
