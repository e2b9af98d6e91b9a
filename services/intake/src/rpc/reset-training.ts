import { AppError, inTransaction, invalidField, isTrainingBody, type RpcCall } from '@jamaa/kit';
import type { ResetTrainingRequest, ResetTrainingResponse } from '@jamaa/proto/intake/v1/intake';
import type { ClientSession } from 'mongoose';
import type { Intake } from '../context.ts';
import { decide } from '../domain/decide.ts';
import { policyAt } from '../domain/policy.ts';
import { applyChange, complaintRows, toComplaint } from '../store/complaints.ts';
import { openTraining } from '../store/training.ts';
import { countCommand } from '../telemetry.ts';

/** Cases in one transaction, and in one call. */
const BATCH = 50;
const MOST = 1_000;

/**
 * Withdraws the open cases of a training body, batch by batch. A case that has ended stays as it is, so that the call may be repeated at
 * any time. @throws AppError `forbidden` for all but the trainer: an administrator of that very body
 */
export const resetTraining =
  (intake: Intake) =>
  async (request: ResetTrainingRequest, call: RpcCall): Promise<ResetTrainingResponse> => {
    const { platform } = intake;
    const organisation = await trainedBy(intake, request.organisation, call);
    let withdrawn = 0;
    for (let more = true; more; ) {
      const ids = await openTraining(platform.mongo, organisation, BATCH);
      if (ids.length === 0 || withdrawn >= MOST) return { organisation, withdrawn, more: ids.length > 0 };
      const done = await inTransaction(platform.mongo, (session) => withdrawAll(intake, session, ids, call));
      for (let one = 0; one < done; one += 1) countCommand(intake, true, 'withdraw');
      withdrawn += done;
      more = done > 0;
      platform.relay.poke();
    }
    return { organisation, withdrawn, more: false };
  };

async function trainedBy(intake: Intake, asked: string, { caller }: RpcCall): Promise<string> {
  if (caller.kind !== 'account') throw new AppError('unauthenticated', 'sign in to reset a training body');
  const grants = await intake.grantsOf(caller);
  const bodies = grants
    .filter(({ role, organisation }) => role === 'administrator' && isTrainingBody(organisation))
    .map(({ organisation }) => organisation);
  const own = [...new Set(bodies)].filter((body) => asked === '' || body === asked);
  const [body, another] = own;
  if (body === undefined) throw new AppError('forbidden', 'training is reset by the trainer of the training body');
  if (another !== undefined) throw invalidField('organisation', 'required', `one of ${own.join(', ')}`);
  return body;
}

/** Cases that a trainee has ended meanwhile are left. */
async function withdrawAll(
  { platform }: Intake,
  session: ClientSession,
  ids: readonly string[],
  { caller }: RpcCall,
): Promise<number> {
  const at = platform.clock.now();
  const rows = await complaintRows(platform.mongo)
    .find({ _id: { $in: [...ids] } }, { session })
    .toArray();
  const open = rows.filter((row) => row.open === true && row.training === true);
  const world = { now: at, actor: '', validationRequired: true, policy: policyAt(at) };
  for (const row of open) {
    const events = decide(toComplaint(row), 'withdraw', {}, new Set(['trainer']), world);
    applyChange(session, row, { events, at, caller, action: 'training-reset' });
  }
  return open.length;
}
