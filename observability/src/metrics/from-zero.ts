import type { Counter } from 'prom-client';

/**
 * A counter that stands at 0 for these values of one label from the start. Without it a series begins at 1 when a thing happens for
 * the first time, and `increase`, on which alerts stand, sees no rise.
 */
export function fromZero<L extends string>(counter: Counter<L>, label: L, values: readonly string[]): Counter<L> {
  for (const value of values) counter.inc({ [label]: value } as Record<L, string>, 0);
  return counter;
}
