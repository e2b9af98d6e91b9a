import type { Platform } from '@jamaa/kit';
import { fromZero } from '@jamaa/observability';
import { clockKinds, levels, type Step } from './domain/clock.ts';
import type { PutOffReason } from './jobs/fire-batch.ts';
import { openClocks } from './store/open-clocks.ts';

/** Up to two seconds is the goal; beyond an hour a message is late enough to be noticed by people. */
const LAG_BUCKETS_S = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 3_600, 86_400];

/** Why a batch of due clocks may have to wait: a closed set, so that the gauge can be zeroed. */
export const heldReasons = ['intake', 'directory'] as const;
export type HeldReason = (typeof heldReasons)[number];

export type Telemetry = ReturnType<typeof createTelemetry>;

/** The metrics of this service, declared once; `jamaa_sla_` stands before each name. */
export function createTelemetry({ metrics, mongo }: Pick<Platform, 'metrics' | 'mongo'>) {
  const open = metrics.gauge('open_clocks', 'Clocks that have not ended, by kind', ['kind']);
  metrics.collect(async () => {
    const counts = await openClocks(mongo);
    for (const kind of clockKinds) open.set({ kind }, counts[kind] ?? 0);
  });
  const held = metrics.gauge(
    'escalation_held',
    'Due clocks that cannot fire because a peer is out of reach (the oldest 2,000 are counted)',
    ['reason'],
  );
  for (const reason of heldReasons) held.set({ reason }, 0);
  const lag = metrics.histogram(
    'escalation_lag_seconds',
    'Business time between the planned instant of a step and its commit',
    ['step'],
    LAG_BUCKETS_S,
  );
  for (const step of ['warning', 'breach', 'level'] satisfies readonly Step['kind'][]) lag.zero({ step });
  return {
    held,
    lag,
    warnings: fromZero(metrics.counter('warnings_total', 'Warnings before a deadline', ['kind']), 'kind', clockKinds),
    breaches: fromZero(metrics.counter('breaches_total', 'Deadlines missed', ['kind']), 'kind', clockKinds),
    escalations: metrics.counter('escalations_total', 'Breaches brought to a level of supervision', ['kind', 'level']),
    unaddressed: fromZero(
      metrics.counter(
        'escalations_unaddressed_total',
        'Attempts to escalate where nobody stands at the level or above; the clock is tried again',
        ['level'],
      ),
      'level',
      ['', ...levels],
    ),
    training: metrics.counter('training_steps_total', 'Steps of clocks of training cases, counted nowhere else', [
      'step',
    ]),
    putOff: fromZero(metrics.counter('firings_put_off_total', 'Due clocks that were put off, by why', ['why']), 'why', [
      'answered',
      'behind',
      'unknown',
      'nobody',
      'failed',
    ] satisfies readonly PutOffReason[]),
    moved: metrics.counter('clocks_moved_total', 'Due dates that followed a changed calendar'),
    recalculating: metrics.gauge(
      'recalculating_cases',
      'Cases of the stretch at hand that have yet to follow a changed calendar',
    ),
  };
}
