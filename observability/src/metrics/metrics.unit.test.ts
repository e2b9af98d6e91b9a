import { describe, expect, it } from '@jest/globals';
import { createMetrics } from './metrics.ts';

describe('a metric', () => {
  it('is named after service, thing and unit', async () => {
    const metrics = createMetrics('document-orders');
    metrics.counter('orders_placed_total', 'Orders placed', ['channel']).inc({ channel: 'web' }, 3);
    expect(await metrics.registry.metrics()).toContain('jamaa_document_orders_orders_placed_total{channel="web"} 3');
  });

  it('cannot be declared twice, whatever its kind', () => {
    const metrics = createMetrics('sla');
    metrics.gauge('open_clocks', 'Clocks that run');
    expect(() => metrics.gauge('open_clocks', 'Again')).toThrow('metric jamaa_sla_open_clocks is declared twice');
    expect(() => metrics.histogram('open_clocks', 'Again')).toThrow('metric jamaa_sla_open_clocks is declared twice');
  });

  it('does not clash with the same name in another registry', () => {
    createMetrics('sla').gauge('open_clocks', 'Clocks that run');
    expect(() => createMetrics('sla').gauge('open_clocks', 'Clocks that run')).not.toThrow();
  });

  it.each([
    ['counter', 'events_published', 'a counter must end in _total'],
    ['gauge', 'open_clocks_total', 'only a counter may end in _total'],
    ['histogram', 'rpc_duration_ms', 'must use a base unit: seconds or bytes'],
    ['gauge', 'openClocks', 'must be in snake case'],
    ['gauge', 'jamaa_sla_open_clocks', 'leave out the prefix, jamaa_sla_ is added'],
  ] as const)('is refused: %s %s', (kind, name, reason) => {
    expect(() => createMetrics('sla')[kind](name, 'Help')).toThrow(`metric "${name}": ${reason}`);
  });

  it('is refused when a label would carry personal data', () => {
    const metrics = createMetrics('sla');
    expect(() => metrics.counter('calls_total', 'Calls', ['method', 'email'])).toThrow(
      'metric "calls_total": label "email" would carry personal data',
    );
  });

  it('takes its own buckets', async () => {
    const metrics = createMetrics('sla');
    metrics.histogram('batch_size_events', 'Events per batch', ['stream'], [1, 10]).observe({ stream: 'intake' }, 5);
    expect(await metrics.registry.metrics()).toContain('jamaa_sla_batch_size_events_bucket{le="10",stream="intake"} 1');
  });
});

describe('a registry', () => {
  it('carries the process metrics', async () => {
    const text = await createMetrics('sla').registry.metrics();
    expect(text).toContain('process_resident_memory_bytes');
    expect(text).toContain('nodejs_eventloop_lag_seconds');
  });

  it('runs collectors before each reading', async () => {
    const metrics = createMetrics('sla');
    const lag = metrics.gauge('relay_lag_seconds', 'Age of the oldest unpublished event');
    let seconds = 4;
    metrics.collect(async () => lag.set(seconds++));
    expect(await metrics.registry.metrics()).toContain('jamaa_sla_relay_lag_seconds 4');
    expect(await metrics.registry.metrics()).toContain('jamaa_sla_relay_lag_seconds 5');
  });

  it('survives and counts a collector that fails', async () => {
    const metrics = createMetrics('sla');
    metrics.gauge('open_clocks', 'Clocks that run').set(7);
    metrics.collect(() => {
      throw new Error('database is away');
    });
    const text = await metrics.registry.metrics();
    expect(text).toContain('jamaa_sla_open_clocks 7');
    expect(text).toContain('jamaa_sla_collector_failures_total 1');
  });

  it('does not wait for a collector that hangs', async () => {
    const metrics = createMetrics('sla');
    metrics.collect(() => new Promise(() => undefined));
    expect(await metrics.registry.metrics()).toContain('jamaa_sla_collector_failures_total 1');
  });
});

it('refuses a service that is not in kebab case', () => {
  expect(() => createMetrics('Civil Registry')).toThrow('service: "Civil Registry" is not a name in kebab case');
});
