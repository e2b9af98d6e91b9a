import { type RemoteSpanOptions, withRemoteSpan, withRemoteSpans } from '@jamaa/observability';
import type { Envelope } from './received.ts';

const nameOf = (event: Envelope): string => `consume ${event.type}`;

const optionsOf = (event: Envelope): Omit<RemoteSpanOptions, 'links'> => ({
  carrier: { get: (name) => (name === 'traceparent' ? event.traceparent : undefined) },
  kind: 'consumer',
  attributes: { 'messaging.system': 'nats', 'messaging.message.id': event.id },
});

/** Runs the handling of one event inside the trace of the command that caused it. */
export const inEventSpan = (event: Envelope, handle: () => Promise<void>): Promise<void> =>
  withRemoteSpan(nameOf(event), optionsOf(event), handle);

/** The same for many at once: every trace gets a span of its own, which the event then names. */
export const inEventSpans = (
  events: readonly Envelope[],
  handle: (traced: readonly Envelope[]) => Promise<void>,
): Promise<void> =>
  withRemoteSpans(
    events.map((event) => ({ name: nameOf(event), options: optionsOf(event) })),
    (traceparents) => handle(events.map((event, index) => ({ ...event, traceparent: traceparents[index] }))),
  );
