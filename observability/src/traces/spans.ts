import {
  type Attributes,
  type Context,
  context,
  type Link,
  type SpanOptions as OtelSpanOptions,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { extractTrace, type ReadableCarrier, traceparentOf } from './carrier.ts';

const KINDS = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

export interface SpanOptions {
  kind?: keyof typeof KINDS;
  /** Ids and counts only. Attributes under a personal name are masked when they are exported. */
  attributes?: Attributes;
}

export interface RemoteSpanOptions {
  carrier: ReadableCarrier;
  kind: 'consumer' | 'server';
  attributes?: Attributes;
  /** Link to the sender's span and stay in the active trace, as a batch of many senders must. */
  links?: boolean;
}

function recordFailure(span: Span, error: unknown): void {
  const exception = error instanceof Error ? error : new Error(String(error));
  span.recordException(exception);
  span.setAttribute('error.type', exception.name);
  span.setStatus({ code: SpanStatusCode.ERROR, message: exception.message });
}

async function runInSpan<T>(
  name: string,
  options: OtelSpanOptions,
  parent: Context,
  run: (span: Span) => Promise<T>,
): Promise<T> {
  const span = trace.getTracer('@jamaa/observability').startSpan(name, options, parent);
  try {
    return await context.with(trace.setSpan(parent, span), () => run(span));
  } catch (error) {
    recordFailure(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** Runs `run` inside a span below the active one. A rejection is recorded, marks the span and is passed on. */
export function withSpan<T>(name: string, options: SpanOptions, run: (span: Span) => Promise<T>): Promise<T> {
  const { kind = 'internal', attributes = {} } = options;
  return runInSpan(name, { kind: KINDS[kind], attributes }, context.active(), run);
}

/**
 * Runs `run` inside a span that continues the trace found in a message's headers, or with `links` only refers
 * to it. Headers without a usable `traceparent` give a span of the active trace, or a new trace.
 */
export function withRemoteSpan<T>(
  name: string,
  options: RemoteSpanOptions,
  run: (span: Span) => Promise<T>,
): Promise<T> {
  const { carrier, kind, attributes = {}, links = false } = options;
  const remote = extractTrace(carrier);
  const sender = trace.getSpanContext(remote);
  const link: Link[] = links && sender?.isRemote === true ? [{ context: sender }] : [];
  const parent = links ? context.active() : remote;
  return runInSpan(name, { kind: KINDS[kind], attributes, links: link }, parent, run);
}

/**
 * Runs `run` once for many messages: each gets a span that continues its own trace, and `run` their `traceparent`s in the same
 * order (`undefined` where nothing is recorded). What `run` does itself belongs to the first.
 */
export async function withRemoteSpans<T>(
  messages: readonly { readonly name: string; readonly options: Omit<RemoteSpanOptions, 'links'> }[],
  run: (traceparents: readonly (string | undefined)[]) => Promise<T>,
): Promise<T> {
  const parents = messages.map(({ options }) => extractTrace(options.carrier));
  const tracer = trace.getTracer('@jamaa/observability');
  const spans = messages.map(({ name, options: { kind, attributes = {} } }, index) =>
    tracer.startSpan(name, { kind: KINDS[kind], attributes }, parents[index]),
  );
  const contexts = spans.map((span, index) => trace.setSpan(parents[index] ?? context.active(), span));
  try {
    return await context.with(contexts[0] ?? context.active(), () => run(contexts.map(traceparentOf)));
  } catch (error) {
    for (const span of spans) recordFailure(span, error);
    throw error;
  } finally {
    for (const span of spans) span.end();
  }
}
