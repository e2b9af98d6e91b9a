import type { Metrics } from '@jamaa/observability';

export interface CellMetrics {
  /** Begins to time an exchange; called at its end with the class of the answer, or why there was none. */
  begin(cell: string): (outcome: string) => void;
  state(cell: string, state: string): void;
  inFlight(cell: string, count: () => number): void;
  partial(operation: string, missing: readonly string[]): void;
}

/** Rate, errors and duration by cell, and how its breaker stands. */
export function cellMetrics(metrics: Metrics): CellMetrics {
  const seconds = metrics.histogram('cell_exchange_seconds', 'From request to the end of the answer', [
    'cell',
    'outcome',
  ]);
  const open = metrics.gauge('cell_left_alone', '1 while requests to the cell are refused here, 0.5 on trial', [
    'cell',
  ]);
  const flying = metrics.gauge('cell_in_flight', 'Exchanges with the cell now', ['cell']);
  const missed = metrics.counter('partial_answers_total', 'Lists answered without a cell', ['operation', 'cell']);
  return {
    begin(cell) {
      const end = seconds.startTimer({ cell });
      return (outcome) => void end({ outcome });
    },
    state: (cell, state) => open.set({ cell }, state === 'open' ? 1 : state === 'half-open' ? 0.5 : 0),
    inFlight: (cell, count) => metrics.collect(() => flying.set({ cell }, count())),
    partial: (operation, missing) => {
      for (const cell of missing) missed.inc({ operation, cell });
    },
  };
}
