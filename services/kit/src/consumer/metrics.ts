import type { Metrics } from '@jamaa/observability';

export type ConsumerMetrics = ReturnType<typeof consumerMetrics>;

/** The goal is a minute; what is older than a day was away for long, or is told again. */
const AGE_BUCKETS_S = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600, 86_400];

export function consumerMetrics(metrics: Metrics) {
  const declared = declare(metrics);
  return {
    ...declared,
    /** What may never happen stands at 0 from the start: the first time it does is then seen as a rise. */
    begin(source: string): void {
      for (const outcome of ['applied', 'failed', 'parked']) declared.handled.inc({ source, outcome }, 0);
      declared.healed.inc({ source }, 0);
      declared.age.zero({ source });
    },
  };
}

const declare = (metrics: Metrics) => ({
  handled: metrics.counter('consumer_events_total', 'Events taken from a stream by outcome', ['source', 'outcome']),
  duration: metrics.histogram('consumer_batch_seconds', 'Time to apply one batch in its transaction', ['source']),
  age: metrics.histogram(
    'consumer_event_age_seconds',
    'From the event to its effect, for what came over the broker; 0 where clocks disagree',
    ['source'],
    AGE_BUCKETS_S,
  ),
  lag: metrics.gauge('consumer_lag_events', 'Events in the stream not yet delivered or not yet acknowledged', [
    'source',
  ]),
  gap: metrics.gauge('consumer_gap', 'Events are missing before the first message of the stream and not yet healed', [
    'source',
  ]),
  healed: metrics.counter('consumer_healed_events_total', "Events applied from the publisher's journal", ['source']),
  behind: metrics.gauge(
    'heads_behind_events',
    "Events of the publisher's journal that are published and not applied here, at the last comparison",
    ['cell', 'source'],
  ),
  parked: metrics.gauge('consumer_dead_letters', 'Events parked or waiting behind a parked one', ['source']),
});
