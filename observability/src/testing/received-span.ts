import { z } from 'zod';

/** An OTLP AnyValue as the plain value it stands for; 64-bit integers may come as text. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('intValue' in value) return Number(value.intValue);
  if ('arrayValue' in value) return list.parse(value.arrayValue).values.map(plain);
  return Object.values(value)[0];
}

const list = z.object({ values: z.array(z.unknown()).default([]) });
const anyValue = z.unknown().transform(plain);
const attributes = z
  .array(z.object({ key: z.string(), value: anyValue }))
  .default([])
  .transform((list): Record<string, unknown> => Object.fromEntries(list.map(({ key, value }) => [key, value])));
const nanoseconds = z.union([z.string(), z.number()]).transform((value) => BigInt(value));

const KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
const STATUSES = ['unset', 'ok', 'error'] as const;

const span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number().transform((kind) => KINDS[kind] ?? 'unspecified'),
  startTimeUnixNano: nanoseconds,
  endTimeUnixNano: nanoseconds,
  attributes,
  events: z.array(z.object({ name: z.string(), attributes })).default([]),
  links: z.array(z.object({ traceId: z.string(), spanId: z.string(), attributes })).default([]),
  status: z
    .object({ code: z.number().default(0), message: z.string().default('') })
    .prefault({})
    .transform(({ code, message }) => ({ code: STATUSES[code] ?? 'unset', message })),
});

/** The body of an OTLP/HTTP trace request in its JSON encoding, as far as it is read here. */
const exportRequest = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes }).prefault({}),
      scopeSpans: z.array(z.object({ spans: z.array(span) })),
    }),
  ),
});

/** A span as it left a process. Ids are hexadecimal; a root span has no `parentSpanId`. */
export interface ReceivedSpan extends z.output<typeof span> {
  /** `service.name` of the sender. */
  service: string;
  resource: Record<string, unknown>;
}

/** @throws ZodError when the text is not an OTLP trace request in JSON */
export function parseExportRequest(body: string): ReceivedSpan[] {
  return exportRequest.parse(JSON.parse(body)).resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans
      .flatMap(({ spans }) => spans)
      .map((received) => ({
        ...received,
        service: String(resource.attributes['service.name'] ?? ''),
        resource: resource.attributes,
      })),
  );
}
