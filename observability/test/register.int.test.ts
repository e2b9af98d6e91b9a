import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, describe, expect, it } from '@jest/globals';
import { startOtlpReceiver } from '../src/testing/otlp-receiver.ts';
import { killChildren, startChild } from './child.ts';

afterAll(killChildren);

const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' };

async function loadedWith(env: Record<string, string>): Promise<unknown> {
  const child = await startChild('loaded-modules.ts', { env, register: false });
  await child.stop();
  return child.message.loaded;
}

describe('the register module', () => {
  it.each<Record<string, string>>([
    {},
    { OTEL_EXPORTER_OTLP_ENDPOINT: '' },
    { ...ENDPOINT, OTEL_SDK_DISABLED: 'true' },
  ])('loads no package with %j', async (env) => {
    expect(await loadedWith(env)).toEqual([]);
  });

  it('loads the SDK and the loader hook when the endpoint is set', async () => {
    const loaded = await loadedWith({ ...ENDPOINT, OTEL_SERVICE_NAME: 'intake' });
    expect(loaded).toContainEqual(expect.stringContaining('/@opentelemetry/sdk-node/'));
    expect(loaded).toContainEqual(expect.stringContaining('/import-in-the-middle/'));
  });

  it.each<[Record<string, string>, string]>([
    [{ OTEL_SERVICE_NAME: '' }, 'OTEL_SERVICE_NAME: is required'],
    [{}, 'OTEL_SERVICE_NAME: is required'],
    [
      { OTEL_SERVICE_NAME: 'intake', OTEL_TRACES_SAMPLER_ARG: 'half' },
      'OTEL_TRACES_SAMPLER_ARG: must be a number from 0 to 1',
    ],
    [
      { OTEL_SERVICE_NAME: 'intake', OTEL_TRACES_SAMPLER_ARG: '2' },
      'OTEL_TRACES_SAMPLER_ARG: must be a number from 0 to 1',
    ],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector' }, 'OTEL_EXPORTER_OTLP_ENDPOINT: must be an http or https URL'],
  ])('refuses %j', async (env, reason) => {
    const child = startChild('owner.ts', { env: { ...ENDPOINT, ...env } });
    await expect(child).rejects.toThrow(reason);
  });
});

describe('the sampler', () => {
  it('keeps no new trace at 0, and still sends the context on', async () => {
    const receiver = await startOtlpReceiver();
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_TRACES_SAMPLER_ARG: '0',
      OTEL_BSP_SCHEDULE_DELAY: '20',
    };
    const owner = await startChild('owner.ts', { env: { ...env, OTEL_SERVICE_NAME: 'owner' } });
    const args = [String(owner.message.port)];
    const edge = await startChild('edge.ts', { args, env: { ...env, OTEL_SERVICE_NAME: 'edge' } });
    const url = `http://127.0.0.1:${edge.message.port}/v1/complaints/1`;
    const kept = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' };
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(url, { headers: kept })).status).toBe(200);
    await edge.stop();
    const { lines } = await owner.stop();
    const spans = receiver.spans();
    await receiver.close();
    expect(new Set(spans.map((span) => span.traceId))).toEqual(new Set(['0af7651916cd43dd8448eb211c80319c']));
    expect(new Set(spans.map((span) => span.service))).toEqual(new Set(['edge', 'owner']));
    expect(lines[0]?.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
  });
});

describe('leaving', () => {
  const silent = createServer(() => undefined);
  afterAll(() => {
    silent.close();
    silent.closeAllConnections();
  });

  it('is not held up by a collector that never answers', async () => {
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, OTEL_SERVICE_NAME: 'edge' };
    const edge = await startChild('edge.ts', { args: ['1'], env });
    const asked = once(silent, 'request');
    expect((await fetch(`http://127.0.0.1:${edge.message.port}/v1/complaints/1`)).status).toBe(502);
    const before = performance.now();
    const { code, lines } = await edge.stop();
    expect(code).toBe(0);
    expect(performance.now() - before).toBeLessThan(6_000);
    await asked;
    expect(lines).toContainEqual(expect.objectContaining({ service: 'edge', component: 'opentelemetry' }));
  }, 20_000);

  it('needs no SDK', async () => {
    const owner = await startChild('owner.ts', { register: false });
    expect((await owner.stop()).code).toBe(0);
  });
});
