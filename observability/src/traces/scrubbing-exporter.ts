import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { maskValues } from '../personal.ts';
import { scrubAttributes } from './scrub.ts';

function scrubSpan(span: ReadableSpan): ReadableSpan {
  const { code, message } = span.status;
  return {
    name: span.name,
    kind: span.kind,
    spanContext: () => span.spanContext(),
    ...(span.parentSpanContext === undefined ? {} : { parentSpanContext: span.parentSpanContext }),
    startTime: span.startTime,
    endTime: span.endTime,
    duration: span.duration,
    ended: span.ended,
    status: message === undefined ? { code } : { code, message: maskValues(message) },
    attributes: scrubAttributes(span.attributes),
    events: span.events.map((event) => ({ ...event, attributes: scrubAttributes(event.attributes ?? {}) })),
    links: span.links.map((link) => ({ ...link, attributes: scrubAttributes(link.attributes ?? {}) })),
    resource: span.resource,
    instrumentationScope: span.instrumentationScope,
    droppedAttributesCount: span.droppedAttributesCount,
    droppedEventsCount: span.droppedEventsCount,
    droppedLinksCount: span.droppedLinksCount,
  };
}

/**
 * Takes personal data out of every span on its way out of the process. It stands before the exporter, and not in
 * the options of each instrumentation, so that a new attribute of a new version passes through it as well.
 */
export function scrubbing(exporter: SpanExporter): SpanExporter {
  return {
    export: (spans, callback) => exporter.export(spans.map(scrubSpan), callback),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}
