import { randomUUID } from 'node:crypto';
import { env } from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from '../src/testing/otlp-receiver.ts';
import { killChildren, startChild } from './child.ts';

let receiver: OtlpReceiver;
let spans: ReceivedSpan[];

beforeAll(async () => {
  receiver = await startOtlpReceiver();
  const database = new URL(env.MONGODB_URI ?? '');
  database.pathname = `/observability-${randomUUID().slice(0, 8)}`;
  const child = await startChild('database.ts', {
    args: [database.href],
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_SERVICE_NAME: 'database' },
  });
  expect((await child.stop()).code).toBe(0);
  spans = receiver.spans();
}, 30_000);

afterAll(async () => {
  killChildren();
  await receiver.close();
});

describe('database spans', () => {
  it('stand below the request, for mongoose and for the driver alike', () => {
    const request = spans.find(({ name }) => name === 'request');
    const children = spans.filter((span) => span.parentSpanId === request?.spanId);
    expect(children.map(({ name }) => name).sort()).toEqual([
      'commitTransaction $cmd',
      'findOne complaints',
      'save complaints',
      'update complaints',
    ]);
  });

  it('are not made for calls outside a trace', () => {
    expect(spans).toHaveLength(5);
  });

  it('carry no statement', () => {
    for (const span of spans) {
      expect(Object.keys(span.attributes).filter((key) => /statement|query/.test(key))).toEqual([]);
      expect(JSON.stringify(span.attributes)).not.toContain('Amina');
    }
  });
});
