import { type Context, context, isSpanContextValid, propagation, trace } from '@opentelemetry/api';

/** What trace context is written to: NATS headers, `Headers`, a `Map`, gRPC metadata. */
export interface WritableCarrier {
  set(name: string, value: string): void;
}

/** What trace context is read from; an absent header is `undefined` or empty. */
export interface ReadableCarrier {
  get(name: string): string | undefined;
}

/** Writes the active span as W3C `traceparent` and `tracestate`; nothing outside a span or without an SDK. */
export function injectTrace(carrier: WritableCarrier): void {
  propagation.inject(context.active(), carrier, { set: (target, name, value) => target.set(name, value) });
}

/** The carrier's trace context on top of the active one; an absent or malformed header changes nothing. */
export function extractTrace(carrier: ReadableCarrier) {
  return propagation.extract(context.active(), carrier, {
    get: (source, name) => source.get(name) || undefined,
    keys: () => [],
  });
}

/** The active span as a W3C `traceparent`, to be stored beside an event and published later. */
export const activeTraceparent = (): string | undefined => traceparentOf(context.active());

/** The span of a context as a W3C `traceparent`. */
export function traceparentOf(of: Context): string | undefined {
  const span = trace.getSpanContext(of);
  if (span === undefined || !isSpanContextValid(span)) return undefined;
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`;
}
