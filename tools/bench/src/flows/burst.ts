import { percentile } from '../load/samples.ts';
import { playFlows, type Run } from './complaint.ts';
import type { Outcome, Scene } from './scene.ts';

const CALM_S = 15;
const AFTER_S = 60;
/** A flow of five calls that takes less is what it is without a burst, whatever the calm before showed. */
const GOOD_FLOW_MS = 1_000;

/** One flow a second, then the burst, then one a second again: errors, and how long until flows are as before. */
export async function burstFlow(scene: Scene): Promise<Outcome> {
  const { rate, seconds } = scene.options;
  const { seconds: took, runs } = await playFlows(scene, [
    { rate: 1, seconds: CALM_S },
    { rate, seconds },
    { rate: 1, seconds: AFTER_S },
  ]);
  const burstEnd = (CALM_S + seconds) * 1000;
  const failed = runs.filter((run) => !run.good).length;
  return {
    seconds: took,
    done: runs.length - failed,
    more: {
      flowsFailed: failed,
      flowsFailedPercent: Math.round((failed / runs.length) * 10_000) / 100,
      recoveredAfterSeconds: recovery(runs, CALM_S * 1000, burstEnd),
    },
  };
}

/**
 * Seconds after the end of the burst from which on every flow takes at most twice the median of the calm before (or is
 * good in itself); `undefined` when that never came.
 */
export function recovery(runs: readonly Run[], burstStart: number, burstEnd: number): number | undefined {
  const calm = runs.filter((run) => run.start < burstStart && run.good).map((run) => run.took);
  const limit = Math.max(
    GOOD_FLOW_MS,
    2 *
      percentile(
        calm.toSorted((a, b) => a - b),
        50,
      ),
  );
  const after = runs.filter((run) => run.start >= burstEnd).toSorted((a, b) => a.start - b.start);
  const last = after.findLastIndex((run) => !run.good || run.took > limit);
  const first = after[last + 1];
  return first === undefined ? undefined : Math.round((first.start - burstEnd) / 100) / 10;
}
