import { createWake, inTransaction, startJob } from '@jamaa/kit';
import type { Intake } from '../context.ts';
import { decide } from '../domain/decide.ts';
import { policyAt } from '../domain/policy.ts';
import { lateDemands } from '../domain/supervise.ts';
import { askers, territoryIn } from '../rpc/supervising.ts';
import { countActs } from '../store/acts.ts';
import { applyChange, complaintRows, toComplaint } from '../store/complaints.ts';

const POLL_MS = 5_000;
const BATCH = 50;

type Parts = Pick<Intake, 'platform' | 'directory'>;

/**
 * What time does to a case by itself: closes it without feedback after its answer, or without the complement that was asked; finds
 * an explanation that supervision demanded overdue.
 */
export function startAutomatic(intake: Parts): void {
  const { platform } = intake;
  const { clock, mongo } = platform;
  const wake = createWake();
  clock.onMove(() => wake.now());
  startJob(platform, 'automatic', async (signal) => {
    const due = await complaintRows(mongo)
      // The lower bound is the index's own: without it the index does not answer.
      .find({ automaticAt: { $gt: new Date(0), $lte: clock.now() } })
      .sort({ automaticAt: 1 })
      .limit(BATCH)
      .toArray();
    for (const { _id } of due) await actOn(intake, _id);
    if (due.length === 0) await wake.wait(POLL_MS, signal);
  });
}

async function actOn({ platform, directory }: Parts, id: string): Promise<void> {
  const now = platform.clock.now();
  await inTransaction(platform.mongo, async (session) => {
    const row = await complaintRows(platform.mongo).findOne({ _id: id }, { session });
    // Read again inside the transaction: the citizen may have rated it meanwhile.
    if (row === null || row.automaticAt === undefined || row.automaticAt > now) return;
    const complaint = toComplaint(row);
    const late = lateDemands(complaint, now);
    const action = late.length > 0 ? 'explanation-overdue' : 'close';
    const supervision = {
      bodies: [],
      reachesTarget: false,
      explains: [],
      accounts: late.length > 0 ? await askers({ directory }, late) : [],
    };
    const world = { now, actor: '', validationRequired: true, policy: policyAt(now), supervision };
    const events = decide(complaint, action, {}, new Set(['time']), world);
    applyChange(session, row, { events, at: now, caller: 'system', action });
    await countActs(session, row, events, now, territoryIn({ directory }));
  });
  platform.relay.poke();
}
