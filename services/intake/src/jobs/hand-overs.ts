import {
  AppError,
  failpoint,
  inTransaction,
  isDatabaseUnavailable,
  type Peer,
  startJob,
  waitFor,
  writesOf,
} from '@jamaa/kit';
import type { HandOverAnswer as Answer, HandedOverCase, IntakeServiceClient } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import { type HandOverAnswer, type HandOverEvent, handOverRefusals, settled } from '../domain/hand-over.ts';
import { payloadOf } from '../handing/payload.ts';
import { applyChange, complaintRows, toComplaint } from '../store/complaints.ts';
import { type HandOverRow, handOverCollection, handOverRows } from '../store/hand-overs.ts';

type Parts = Pick<Intake, 'platform' | 'keyring' | 'cells' | 'telemetry'>;

const POLL_MS = 1_000;
const BATCH = 100;
const BASE_MS = 1_000;
const MAX_MS = 60_000;
const PATIENCE_MS = 10_000;
/** Attempts in vain after which staff read that the other cell is out of reach: a restart over there is no news. */
const DELAYED_AFTER = 3;

/**
 * Moves cases to other cells, each until that cell has said what became of it, for ever if it must be. The case is open here until then;
 * whatever is killed, the other cell takes it once, for it knows the transfer by its id.
 */
export function startHandOvers(intake: Parts): void {
  const { platform, telemetry } = intake;
  const { clock, metrics, mongo } = platform;
  metrics.collect(async () => {
    const [oldest] = await handOverRows(mongo).find({}).sort({ requestedAt: 1 }).limit(1).toArray();
    telemetry.handOverAge.set(oldest === undefined ? 0 : Math.max(0, clock.system() - oldest.requestedAt) / 1_000);
  });
  startJob(platform, 'hand-overs', async (signal) => {
    const due = await handOverRows(mongo)
      .find({ nextAt: { $lte: clock.system() } })
      .sort({ nextAt: 1 })
      .limit(BATCH)
      .toArray();
    const regions = [...new Set(due.map(({ region }) => region))];
    // A cell that is silent keeps no other one waiting.
    await Promise.all(
      regions.map(async (region) => {
        for (const owed of due.filter((one) => one.region === region))
          if (signal.aborted || !(await drive(intake, owed))) break;
      }),
    );
    if (due.length === 0) await waitFor(POLL_MS, signal);
  });
}

/** One attempt at one hand-over. Returns whether the other cell answered. */
async function drive(intake: Parts, owed: HandOverRow): Promise<boolean> {
  const { cells, platform } = intake;
  try {
    if (!cells.known.has(owed.region)) throw new AppError('unavailable', `no address of cell ${owed.region} is known`);
    const answer = await ask(intake, cells.at(owed.region), owed._id);
    if (answer !== undefined) await settle(intake, owed, answer);
    return true;
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error;
    platform.logger.warn(
      { err: error, region: owed.region, transfer: owed._id },
      'hand-over: the other cell does not answer',
    );
    await postpone(intake, owed);
    return false;
  }
}

/** What became of a transfer in the other cell, after it was asked to take the case or to forget it; nothing when it is settled here. */
async function ask(
  intake: Parts,
  there: Peer<IntakeServiceClient>,
  transferId: string,
): Promise<HandOverAnswer | undefined> {
  // Asked first: as long as this fails the case has not left, and can be kept without asking anybody.
  const { answer: known } = await there.call('askHandOver', { transferId }, PATIENCE_MS);
  if (known !== undefined && known.outcome !== 'unknown') return answerOf(known);
  const leaving = await leave(intake, transferId);
  if (leaving === undefined) return undefined;
  failpoint('intake.hand-over.sent');
  const { answer } =
    leaving === 'cancelling'
      ? await there.call('cancelHandOver', { transferId }, PATIENCE_MS)
      : await there.call('acceptHandOver', { transferId, complaint: leaving }, PATIENCE_MS);
  failpoint('intake.hand-over.answered');
  return answerOf(answer);
}

/** The case as it goes over, noted as gone before it goes; `undefined` when the hand-over is settled. */
async function leave(
  { platform, keyring }: Parts,
  transferId: string,
): Promise<HandedOverCase | 'cancelling' | undefined> {
  return inTransaction(platform.mongo, async (session) => {
    const owed = await handOverRows(platform.mongo).findOne({ _id: transferId }, { session });
    if (owed === null) return undefined;
    if (owed.cancelling) return 'cancelling';
    const row = await complaintRows(platform.mongo).findOne({ _id: owed.complaintId }, { session });
    if (row?.handOver === undefined) return undefined;
    writesOf(session).update(handOverCollection, transferId, { $set: { sent: true } });
    return payloadOf({ keyring }, row, row.handOver);
  });
}

async function settle({ platform, telemetry }: Parts, owed: HandOverRow, answer: HandOverAnswer): Promise<void> {
  const at = platform.clock.now();
  const done = await inTransaction(platform.mongo, async (session) => {
    const row = await complaintRows(platform.mongo).findOne({ _id: owed.complaintId }, { session });
    const events = row === null ? [] : settled(toComplaint(row), owed._id, answer);
    if (row === null || events.length === 0) {
      writesOf(session).delete(handOverCollection, owed._id);
      return false;
    }
    const { outcome, reference } = answer;
    const facts = { transfer: owed._id, region: owed.region, outcome, ...(reference === '' ? {} : { reference }) };
    applyChange(session, row, { events, at, caller: 'system', action: 'hand-over-settled', facts });
    return true;
  });
  if (!done) return;
  telemetry.handOvers.inc({ outcome: answer.outcome });
  platform.relay.poke();
}

async function postpone({ platform }: Parts, { _id, complaintId, region }: HandOverRow): Promise<void> {
  const { clock, mongo } = platform;
  const [at, system, jitter] = [clock.now(), clock.system(), Math.random()];
  await inTransaction(mongo, async (session) => {
    const owed = await handOverRows(mongo).findOne({ _id }, { session });
    if (owed === null) return;
    const attempts = owed.attempts + 1;
    const nextAt = system + Math.min(MAX_MS, BASE_MS * 2 ** Math.min(attempts - 1, 10)) * (0.5 + jitter / 2);
    writesOf(session).update(handOverCollection, _id, { $set: { attempts, nextAt } });
    if (attempts !== DELAYED_AFTER) return;
    const row = await complaintRows(mongo).findOne({ _id: complaintId }, { session });
    const delayed: HandOverEvent = { type: 'handOverDelayed', id: _id, region };
    if (row?.handOver?.id === _id)
      applyChange(session, row, { events: [delayed], at, caller: 'system', action: 'hand-over-delayed' });
  });
  platform.relay.poke();
}

/** @throws AppError `internal` for an answer that this build does not know: the case stays as it is, and the other cell is asked again */
function answerOf(answer: Answer | undefined): HandOverAnswer {
  const outcome = (['accepted', 'refused', 'cancelled'] as const).find((one) => one === answer?.outcome);
  const reason = handOverRefusals.find((one) => one === answer?.reason) ?? '';
  if (answer === undefined || outcome === undefined || (outcome === 'refused' && reason === ''))
    throw new AppError('internal', `a hand-over was answered ${answer?.outcome} ${answer?.reason}`);
  return { outcome, reference: answer.reference, reason };
}
