import { describe, expect, it } from '@jest/globals';
import { activeTraceparent, injectTrace } from './carrier.ts';
import { shutdownTelemetry } from './shutdown.ts';
import { withRemoteSpan, withRemoteSpans, withSpan } from './spans.ts';

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

describe('without an SDK', () => {
  it('withSpan gives the result', async () => {
    expect(await withSpan('decide', { attributes: { batch: 2 } }, async () => 42)).toBe(42);
  });

  it('withSpan passes the very rejection on', async () => {
    const failure = new RangeError('refused');
    await expect(withSpan('decide', {}, () => Promise.reject(failure))).rejects.toBe(failure);
  });

  it.each(['', 'nonsense', traceparent, undefined])('withRemoteSpan runs whatever the header: %s', async (header) => {
    const carrier = { get: () => header };
    for (const links of [false, true]) {
      expect(await withRemoteSpan('consume', { carrier, kind: 'consumer', links }, async () => 'done')).toBe('done');
    }
  });

  it('withRemoteSpans runs once for many, with a traceparent or none for each, and passes the very rejection on', async () => {
    const message = { name: 'consume', options: { carrier: { get: () => '' }, kind: 'consumer' as const } };
    const seen: unknown[] = [];
    const end = await withRemoteSpans([message, message], async (traceparents) => {
      seen.push(traceparents);
      return 'done';
    });
    expect([end, seen]).toEqual(['done', [[undefined, undefined]]]);
    const failure = new RangeError('refused');
    await expect(withRemoteSpans([message], () => Promise.reject(failure))).rejects.toBe(failure);
  });

  it('nothing is injected and no traceparent is active', async () => {
    const headers = new Map<string, string>();
    await withSpan('publish', { kind: 'producer' }, async () => {
      injectTrace(headers);
      expect(activeTraceparent()).toBeUndefined();
    });
    expect(headers.size).toBe(0);
  });

  it('shutdownTelemetry does nothing', async () => {
    await expect(shutdownTelemetry()).resolves.toBeUndefined();
  });
});
