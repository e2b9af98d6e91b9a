import { createWake, failpoint, inTransaction, startJob, waitFor, writesOf } from '@jamaa/kit';
import type { Intake } from '../context.ts';
import { decide } from '../domain/decide.ts';
import { policyAt } from '../domain/policy.ts';
import { keptUntil, retentionRuleAt } from '../domain/retention.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { complaintCollection, complaintRows, toComplaint } from '../store/complaints.ts';
import { eraseOnRecord } from '../store/erase.ts';

const POLL_MS = 60_000;
/** Read at once; a sorted find costs what is due, not what it returns. */
const READ = 1_000;
/** Erased in one transaction, with one row of the deletion register. */
const BATCH = 20;
/** Between two batches: people's commands come first. */
const PAUSE_MS = 250;

/** Erases the persons of cases whose time is over (retention.ts), oldest first, under a lease; a crash goes on with the next batch. */
export function startRetention(intake: Pick<Intake, 'platform' | 'telemetry'>): void {
  const { platform } = intake;
  const { clock, mongo } = platform;
  const wake = createWake();
  clock.onMove(() => wake.now());
  startJob(platform, 'retention', async (signal) => {
    const due = await complaintRows(mongo)
      // The lower bound is the index's own: without it the index does not answer.
      .find({ anonymiseAt: { $gt: new Date(0), $lte: clock.now() } }, { projection: { _id: 1 } })
      .sort({ anonymiseAt: 1 })
      .limit(READ)
      .toArray();
    for (let at = 0; at < due.length && !signal.aborted; at += BATCH) {
      await eraseBatch(
        intake,
        due.slice(at, at + BATCH).map(({ _id }) => _id),
      );
      await waitFor(PAUSE_MS, signal);
    }
    if (due.length === 0) await wake.wait(POLL_MS, signal);
  });
}

async function eraseBatch(
  { platform, telemetry }: Pick<Intake, 'platform' | 'telemetry'>,
  ids: readonly string[],
): Promise<void> {
  const now = platform.clock.now();
  const { id: rule, purpose } = retentionRuleAt(now);
  const world = { now, actor: '', validationRequired: true, policy: policyAt(now), rule };
  const erased = await inTransaction(platform.mongo, async (session) => {
    const rows = await complaintRows(platform.mongo)
      .find({ _id: { $in: [...ids] } }, { session })
      .toArray();
    const over: ComplaintRow[] = [];
    // Read again inside the transaction: a case may have been reopened, and the rule of today may grant more than the one it ended under.
    for (const row of rows.filter(({ anonymiseAt }) => anonymiseAt !== undefined && anonymiseAt <= now)) {
      const until = keptUntil(row, row.updatedAt, now);
      if (until <= now) over.push(row);
      else writesOf(session).update(complaintCollection, row._id, { $set: { anonymiseAt: until } });
    }
    if (over.length === 0) return 0;
    const cases = over.map((row) => ({
      row,
      events: decide(toComplaint(row), 'anonymise', {}, new Set(['time'] as const), world),
    }));
    const erasure = { at: now, caller: 'system', rule, legalBasis: `Loi 09-08; ${purpose}` } as const;
    await eraseOnRecord(platform.mongo, session, cases, erasure);
    return over.length;
  });
  failpoint('intake.retention-after-batch');
  platform.relay.poke();
  telemetry.erasures.inc({ rule }, erased);
}
