import { fromZero, type Metrics } from '@jamaa/observability';

export type Telemetry = ReturnType<typeof declareTelemetry>;

export const declareTelemetry = (metrics: Metrics) => ({
  orders: metrics.counter('orders_total', 'Orders by what happened to them', ['event']),
  callbacks: fromZero(metrics.counter('payment_callbacks_total', 'Callbacks of the bank', ['outcome']), 'outcome', [
    'kept',
    'refused',
    'forged',
    'unknown',
    'unwanted',
  ]),
  reconciled: metrics.counter('payments_reconciled_total', 'Payments compared with the bank’s books', ['outcome']),
  unreconciled: metrics.gauge('unreconciled_payments', 'Payments on which the bank’s books and ours disagree'),
  refunds: metrics.counter('refunds_total', 'Refunds by end', ['outcome']),
  refundAge: metrics.gauge('oldest_refund_seconds', 'Age of the oldest refund that is still due'),
  erasures: metrics.counter('erasures_total', 'Orders whose person was erased, by rule or reason', ['rule']),
  failures: fromZero(
    metrics.counter('provider_failures_total', 'Calls to the bank or the post that failed', ['operation']),
    'operation',
    ['status', 'refund', 'tracking'],
  ),
  tracked: fromZero(metrics.counter('post_statuses_total', 'Statuses told by the post', ['outcome']), 'outcome', [
    'unknown',
    'not-ours',
  ]),
  trackAge: metrics.gauge('seconds_since_tracking', 'Since everything new was last read from the post; 0 when idle'),
});
