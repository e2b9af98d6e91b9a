import { createWake, startJob, waitFor } from '@jamaa/kit';
import type { Deps } from '../deps.ts';
import { orderRows } from '../store/order-row.ts';
import { paymentRows } from '../store/payments.ts';
import { expireDue } from './expire.ts';
import { reconcileDue } from './reconcile.ts';
import { refundDue } from './refund.ts';
import { eraseDue } from './retention.ts';
import { trackNews } from './track.ts';

/** Three hours after its first check a payment on which the books disagree needs a person. */
const CHECKS_UNTIL_ALARM = 10;

/** Each in one process at a time, rows say when. Returns what wakes them. */
export function startJobs(deps: Omit<Deps, 'poke'>): () => void {
  const { platform, env, bank, post } = deps;
  const wakes = [createWake(), createWake(), createWake(), createWake()] as const;
  const poke = (): void => {
    for (const wake of wakes) wake.now();
  };
  const all: Deps = { ...deps, poke };
  const [expiry, payments, refunds, retention] = wakes;
  const rounds = (name: string, wake: typeof expiry, round: () => Promise<number>): void =>
    startJob(platform, name, async (signal) => {
      if ((await round()) === 0) await wake.wait(env.JOB_POLL_MS, signal);
    });
  rounds('expiry', expiry, () => expireDue(all));
  rounds('retention', retention, () => eraseDue(all));
  if (bank !== undefined) {
    rounds('reconciliation', payments, () => reconcileDue(all, bank));
    rounds('refunds', refunds, () => refundDue(all, bank));
  }
  if (post !== undefined)
    startJob(platform, 'tracking', async (signal) => {
      if (!(await trackNews(all, post))) await waitFor(env.TRACK_POLL_MS, signal);
    });
  platform.clock.onMove(poke);
  measure(all);
  return poke;
}

function measure({ platform, telemetry }: Deps): void {
  const { metrics, mongo, clock } = platform;
  metrics.collect(async () => {
    const [refund] = await orderRows(mongo)
      .find({ refundAt: { $gt: new Date(0) } })
      .sort({ refundAt: 1 })
      .limit(1)
      .toArray();
    telemetry.refundAge.set(refund === undefined ? 0 : (clock.now().getTime() - refund.updatedAt.getTime()) / 1_000);
    const open = await paymentRows(mongo)
      .find({ checkAt: { $gt: new Date(0) } })
      .limit(10_000)
      .toArray();
    const stuck = open.filter(({ state, checks }) => state === 'held' && checks >= CHECKS_UNTIL_ALARM);
    telemetry.unreconciled.set(stuck.length);
  });
}
