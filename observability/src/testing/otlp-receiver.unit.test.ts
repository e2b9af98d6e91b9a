import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type OtlpReceiver, startOtlpReceiver } from './otlp-receiver.ts';

const JSON_TYPE = { 'content-type': 'application/json' };

const attributes = [
  { key: 'text', value: { stringValue: 'a' } },
  { key: 'whole', value: { intValue: '9' } },
  { key: 'yes', value: { boolValue: true } },
  { key: 'list', value: { arrayValue: { values: [{ intValue: 1 }, { stringValue: 'b' }] } } },
];
const span = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  name: 'consume',
  kind: 5,
  startTimeUnixNano: '1790000000000000000',
  endTimeUnixNano: '1790000000001000000',
  attributes,
  status: { code: 2, message: 'failed' },
};
const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'sla' } }] };
const body = JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans: [span] }] }] });

let receiver: OtlpReceiver;

function post(
  content: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = JSON_TYPE,
): Promise<Response> {
  return fetch(`${receiver.url}/v1/traces`, { method: 'POST', headers, body: content });
}

beforeEach(async () => {
  receiver = await startOtlpReceiver();
});

afterEach(() => receiver.close());

describe('the receiver', () => {
  it('reads a span with its service, kind, status and typed attributes', async () => {
    expect((await post(body)).status).toBe(200);
    expect(receiver.spans()).toMatchObject([
      {
        service: 'sla',
        name: 'consume',
        kind: 'consumer',
        status: { code: 'error', message: 'failed' },
        attributes: { text: 'a', whole: 9, yes: true, list: [1, 'b'] },
        events: [],
        links: [],
      },
    ]);
  });

  it('reads compressed requests', async () => {
    const response = await post(new Uint8Array(gzipSync(body)), { ...JSON_TYPE, 'content-encoding': 'gzip' });
    expect([response.status, receiver.spans().length]).toEqual([200, 1]);
  });

  it.each([
    ['what is not JSON', 'nonsense', JSON_TYPE, 400],
    ['JSON of another shape', '{"spans":[]}', JSON_TYPE, 400],
    ['a damaged archive', body, { ...JSON_TYPE, 'content-encoding': 'gzip' }, 400],
    ['the protobuf encoding', 'x', { 'content-type': 'application/x-protobuf' }, 415],
  ])('refuses %s', async (_what, content, headers, status) => {
    expect((await post(content, headers)).status).toBe(status);
    expect(receiver.spans()).toEqual([]);
  });
});

describe('waiting', () => {
  it('ends when the awaited span arrives', async () => {
    const waiting = receiver.waitFor((spans) => spans.some(({ name }) => name === 'consume'), 5_000);
    await post(body);
    expect(await waiting).toHaveLength(1);
  });

  it('fails with the names of what did arrive', async () => {
    await post(body);
    await expect(receiver.waitFor((spans) => spans.length > 1, 50)).rejects.toThrow(
      'not received within 50 ms; there are [sla: consume]',
    );
  });
});
