import type { Metrics } from '@jamaa/observability';

export type ConsumerMetrics = ReturnType<typeof consumerMetrics>;

export const consumerMetrics = (metrics: Metrics) => ({
  handled: metrics.counter('consumer_events_total', 'Events taken from a stream by outcome', ['source', 'outcome']),
  duration: metrics.histogram('consumer_batch_seconds', 'Time to apply one batch in its transaction', ['source']),
  lag: metrics.gauge('consumer_lag_events', 'Events in the stream not yet delivered or not yet acknowledged', [
    'source',
  ]),
  gap: metrics.gauge('consumer_gap', 'Events are missing before the first message of the stream and not yet healed', [
    'source',
  ]),
  healed: metrics.counter('consumer_healed_events_total', "Events applied from the publisher's journal", ['source']),
  behind: metrics.gauge(
    'heads_behind_events',
    "Events that are published and not applied here: of the own cell's stream, of another cell's journal at the last comparison",
    ['cell', 'source'],
  ),
  parked: metrics.gauge('consumer_dead_letters', 'Events parked or waiting behind a parked one', ['source']),
});
