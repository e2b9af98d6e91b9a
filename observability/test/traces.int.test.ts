import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from '../src/testing/otlp-receiver.ts';
import { type Child, killChildren, startChild } from './child.ts';

const REFERENCE = '03-26-7K3Q9M-c';

let receiver: OtlpReceiver;
let spans: ReceivedSpan[];
let ownerLines: Record<string, unknown>[];

function tracing(service: string): Record<string, string> {
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    OTEL_SERVICE_NAME: service,
    OTEL_BSP_SCHEDULE_DELAY: '50',
    OTEL_RESOURCE_ATTRIBUTES: 'jamaa.cell=03',
  };
}

function find(service: string, name: string): ReceivedSpan {
  const span = spans.find((candidate) => candidate.service === service && candidate.name === name);
  if (span === undefined) throw new Error(`no span ${name} of ${service}`);
  return span;
}

beforeAll(async () => {
  receiver = await startOtlpReceiver();
  const owner: Child = await startChild('owner.ts', { env: tracing('owner') });
  const edge: Child = await startChild('edge.ts', { args: [String(owner.message.port)], env: tracing('edge') });
  await fetch(`http://127.0.0.1:${edge.message.adminPort}/readyz`);
  const url = `http://127.0.0.1:${edge.message.port}/v1/complaints/${REFERENCE}?phone=0612345678`;
  const response = await fetch(url, { headers: { 'user-agent': 'canary-agent' } });
  expect([response.status, await response.text()]).toEqual([200, `pong ${REFERENCE}`]);
  await receiver.waitFor((seen) => seen.some((span) => span.name === 'count batch'), 10_000);
  await edge.stop();
  ownerLines = (await owner.stop()).lines;
  spans = receiver.spans();
}, 30_000);

afterAll(async () => {
  killChildren();
  await receiver.close();
});

describe('one trace', () => {
  it('joins HTTP, gRPC client, gRPC server, publisher and consumer, each below the one before', () => {
    const chain = [
      find('edge', 'GET /v1/complaints/:reference'),
      find('edge', 'grpc.jamaa.test.v1.Ping/Ping'),
      find('owner', 'grpc.jamaa.test.v1.Ping/Ping'),
      find('owner', 'publish submitted'),
      find('owner', 'consume submitted'),
    ];
    expect(chain.map((span) => span.kind)).toEqual(['server', 'client', 'server', 'producer', 'consumer']);
    expect(new Set(chain.map((span) => span.traceId)).size).toBe(1);
    const byId = new Map(spans.map((span) => [span.spanId, span]));
    for (const [index, span] of chain.slice(1).entries()) {
      const ancestors = new Set<string | undefined>();
      for (let at = byId.get(span.parentSpanId ?? ''); at; at = byId.get(at.parentSpanId ?? ''))
        ancestors.add(at.spanId);
      expect(ancestors).toContain(chain[index]?.spanId);
    }
    expect(chain[0]?.parentSpanId).toBeUndefined();
  });

  it('goes on in a span of its own for each message of a batch, and the batch is told them in order', () => {
    const publish = find('owner', 'publish submitted');
    const both = spans.filter((span) => span.name === 'consume both');
    const [ours, stranger] = [publish.traceId, '0af7651916cd43dd8448eb211c80319c'].map((traceId) =>
      both.find((span) => span.traceId === traceId),
    );
    expect(both).toHaveLength(2);
    expect([ours?.parentSpanId, stranger?.parentSpanId]).toEqual([publish.spanId, 'b7ad6b7169203331']);
    const line = ownerLines.find(({ msg }) => msg === 'consumed both');
    expect(line?.traceparents).toEqual([ours, stranger].map((span) => `00-${span?.traceId}-${span?.spanId}-01`));
  });

  it('is only linked where links are asked for', () => {
    const batch = find('owner', 'count batch');
    const publish = find('owner', 'publish submitted');
    expect(batch.traceId).not.toBe(publish.traceId);
    expect(batch.links).toMatchObject([{ traceId: publish.traceId, spanId: publish.spanId }]);
  });

  it('is named in the log lines written inside it', () => {
    const consume = find('owner', 'consume submitted');
    const line = ownerLines.find(({ msg }) => msg === 'consumed');
    expect(line).toMatchObject({ service: 'owner', cell: '03', trace_id: consume.traceId, span_id: consume.spanId });
    expect(line?.traceparent).toBe(`00-${consume.traceId}-${consume.spanId}-01`);
  });

  it('leaves out the admin server and Express middleware', () => {
    const names = spans.map((span) => span.name);
    expect(names.filter((name) => name.includes('readyz') || name.startsWith('middleware'))).toEqual([]);
  });
});

describe('a failed span', () => {
  it('carries the exception, without the values it quoted', () => {
    const batch = find('owner', 'count batch');
    expect(batch.status).toEqual({ code: 'error', message: 'cannot count [redacted]' });
    expect(batch.attributes).toEqual({ 'citizen.phone': '[redacted]', batch: 1, 'error.type': 'RangeError' });
    expect(batch.events).toMatchObject([
      {
        name: 'exception',
        attributes: { 'exception.type': 'RangeError', 'exception.message': 'cannot count [redacted]' },
      },
    ]);
  });
});

describe('what leaves the process', () => {
  it('carries no query, contact, quoted value, device or host', () => {
    const exported = JSON.stringify(spans, (_key, value) => (typeof value === 'bigint' ? String(value) : value));
    for (const canary of ['0612345678', 'Amina', 'canary-agent', 'phone=', 'process.command', 'host.name']) {
      expect(exported).not.toContain(canary);
    }
    expect(exported).toContain(REFERENCE);
  });

  it('says which service and cell it comes from', () => {
    expect(new Set(spans.map((span) => span.service))).toEqual(new Set(['edge', 'owner']));
    for (const span of spans) expect(span.resource['jamaa.cell']).toBe('03');
  });
});
