import { expect, it } from '@jest/globals';
import { fromZero } from './from-zero.ts';
import { createMetrics } from './metrics.ts';

it('a counter stands at 0 for the values that are named, and counts on from there', async () => {
  const metrics = createMetrics('sla');
  const counter = fromZero(metrics.counter('calls_total', 'Calls', ['why']), 'why', ['failed', 'unknown']);
  counter.inc({ why: 'unknown' });
  const text = await metrics.registry.metrics();
  expect(text).toContain('jamaa_sla_calls_total{why="failed"} 0');
  expect(text).toContain('jamaa_sla_calls_total{why="unknown"} 1');
});
