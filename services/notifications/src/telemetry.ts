import { fromZero, type Metrics } from '@jamaa/observability';
import { templates } from './domain/templates.ts';

export type NotificationsMetrics = ReturnType<typeof notificationsMetrics>;

/** This service's metrics, each declared once. */
export function notificationsMetrics(metrics: Metrics) {
  const declared = declare(metrics);
  for (const template of templates)
    for (const outcome of ['sent', 'failed', 'uncertain'])
      for (const channel of ['email', 'sms']) declared.outcomes.inc({ template, channel, outcome }, 0);
  return declared;
}

const declare = (metrics: Metrics) => ({
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
  stale: fromZero(
    metrics.counter('stale_total', 'Messages not sent because their event is older than the rule allows', ['template']),
    'template',
    templates,
  ),
  nobodyOnCall: fromZero(
    metrics.counter(
      'nobody_on_call_total',
      'Urgent cases of a body with nobody on call, by the level that was told instead; none: nobody was',
      ['level'],
    ),
    'level',
    ['coordinator', 'directeur-services', 'president', 'gouverneur', 'wali', 'dgct', 'none'],
  ),
  seconds: metrics.histogram('send_seconds', 'Time of one hand-over to a provider', ['channel', 'outcome']),
  age: metrics.gauge('oldest_due_message_age_seconds', 'How long the oldest due message has waited for its turn'),
  doubtful: metrics.gauge('messages_in_hand', 'Messages recorded as handed over, outcome not recorded yet'),
});
