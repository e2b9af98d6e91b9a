import { failpoint, inTransaction, startJob, waitFor } from '@jamaa/kit';
import type { Intake } from '../context.ts';
import type { ComplaintEvent } from '../domain/complaint.ts';
import { applyChange, complaintRows } from '../store/complaints.ts';
import { type ConclusionRow, conclusionDone, conclusionGoesOn, conclusionRows } from '../store/conclusions.ts';

const POLL_MS = 1_000;
/** Co-reporters told in one transaction. */
const BATCH = 100;
/** A join that had read its lead open is committed or has failed by then: a second pass finds it. */
const SECOND_PASS_MS = 120_000;

/**
 * One answer to all: what concludes a case reaches everybody merged into it, some at a time. How far it has come is written with what
 * is written to their cases, so that a killed process goes on where it was and nobody is told twice.
 */
export function startTellCoReporters({ platform }: Pick<Intake, 'platform'>): void {
  const { clock, mongo } = platform;
  startJob(platform, 'tell-co-reporters', async (signal) => {
    const due = await conclusionRows(mongo)
      .find({ nextAt: { $lte: clock.system() } })
      .limit(BATCH)
      .toArray();
    for (const { _id } of due) {
      if (signal.aborted) break;
      await tellSome(platform, _id);
    }
    if (due.length === 0) await waitFor(POLL_MS, signal);
  });
}

/** The next co-reporters of one conclusion; afterwards its second pass, or its end. */
async function tellSome(platform: Intake['platform'], id: string): Promise<void> {
  const { clock, mongo, relay } = platform;
  const at = clock.now();
  const later = clock.system() + SECOND_PASS_MS;
  const told = await inTransaction(mongo, async (session) => {
    const owed = await conclusionRows(mongo).findOne({ _id: id }, { session });
    if (owed === null) return 0;
    const reports = await complaintRows(mongo)
      .find({ mergedInto: owed.lead, _id: { $gt: owed.after } }, { session })
      .sort({ _id: 1 })
      .limit(BATCH)
      .toArray();
    for (const row of reports) {
      if (row.concludedBy === owed._id) continue;
      const change = { events: [eventOf(owed)], at, caller: 'system', action: 'conclude-with-lead' } as const;
      applyChange(session, row, change);
    }
    if (reports.length === BATCH) conclusionGoesOn(session, id, { after: reports.at(-1)?._id ?? '' });
    else if (owed.pass === 1) conclusionGoesOn(session, id, { after: '', pass: 2, nextAt: later });
    else conclusionDone(session, id);
    return reports.length;
  });
  if (told > 0) failpoint('intake.co-reporters-told');
  relay.poke();
}

/**
 * Whoever joined a case that is then withdrawn has their own back: a problem does not end with the first who told it. The same when it
 * goes to another cell, which the answer to it would not leave: theirs is handed over by itself.
 */
function eventOf({ lead, leadVersion, state, text, reasonCode, body }: ConclusionRow): ComplaintEvent {
  if (state === 'withdrawn' || state === 'handed-over') return { type: 'unmerged', from: lead };
  return { type: 'leadConcluded', lead, leadVersion, state, text, reasonCode, body };
}
