import type { Metrics } from '@jamaa/observability';

export type NotificationsMetrics = ReturnType<typeof notificationsMetrics>;

/** This service's metrics, each declared once. */
export const notificationsMetrics = (metrics: Metrics) => ({
  outcomes: metrics.counter('messages_total', 'Messages by outcome: sent, failed, uncertain, suppressed', [
    'template',
    'channel',
    'outcome',
  ]),
  training: metrics.counter('training_messages_total', 'Messages to staff about training cases, by outcome', [
    'template',
    'outcome',
  ]),
  retries: metrics.counter('send_retries_total', 'Hand-overs that the provider put off', ['channel', 'code']),
  held: metrics.counter('sends_held_total', 'Messages held because intake or directory was out of reach'),
  stale: metrics.counter('stale_total', 'Messages not sent because their event is older than the rule allows', [
    'template',
  ]),
  nobodyOnCall: metrics.counter(
    'nobody_on_call_total',
    'Urgent cases of a body with nobody on call, by the level that was told instead; none: nobody was',
    ['level'],
  ),
  seconds: metrics.histogram('send_seconds', 'Time of one hand-over to a provider', ['channel', 'outcome']),
  age: metrics.gauge('oldest_due_message_age_seconds', 'How long the oldest due message has waited for its turn'),
  doubtful: metrics.gauge('messages_in_hand', 'Messages recorded as handed over, outcome not recorded yet'),
});
