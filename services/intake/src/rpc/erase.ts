import { inTransaction, onceOnly, type RpcCall, requestedErasure, sealedAnswers } from '@jamaa/kit';
import { EraseRequest, EraseResponse } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import { decide } from '../domain/decide.ts';
import { policyAt } from '../domain/policy.ts';
import { complaintRows, toComplaint } from '../store/complaints.ts';
import { eraseOnRecord } from '../store/erase.ts';
import { findByReference } from './get.ts';
import { notFound, standing, standingIn } from './people.ts';
import { complaintView } from './view.ts';

/** Erases the person of an ended case at an administrator's word, for a reason and on a legal basis that stand in the deletion register. */
export const erase =
  (intake: Intake) =>
  async (request: EraseRequest, call: RpcCall): Promise<EraseResponse> => {
    const { platform, keyring } = intake;
    const { caller } = call;
    const grants = await intake.grantsOf(caller);
    const { _id } = await findByReference(intake, request.reference);
    const idempotent = {
      caller,
      method: `erase:${_id}`,
      key: request.idempotencyKey,
      body: EraseRequest.encode({ ...request, idempotencyKey: '' }).finish(),
    };
    const answer = await onceOnly(
      platform.mongo,
      idempotent,
      () => platform.clock.now(),
      sealedAnswers(keyring, EraseResponse),
      (remember) => {
        const now = platform.clock.now();
        return inTransaction(platform.mongo, async (session) => {
          const row = await complaintRows(platform.mongo).findOne({ _id }, { session });
          if (row === null) throw notFound();
          const { actors } = standing(keyring, row, caller, grants, '');
          const rule = request.reasonCode;
          const world = { now, actor: '', validationRequired: true, policy: policyAt(now), rule };
          const events = decide(toComplaint(row), 'anonymise', {}, actors, world);
          const erasure = { at: now, caller, ...requestedErasure(request) };
          const { rows, entry } = await eraseOnRecord(platform.mongo, session, [{ row, events }], erasure);
          const [after = row] = rows;
          const complaint = await complaintView(intake, after, standingIn(keyring, after, caller, grants, ''));
          const response = EraseResponse.fromPartial({ complaint, number: BigInt(entry.number) });
          remember(session, response);
          return response;
        });
      },
    );
    platform.relay.poke();
    intake.telemetry.erasures.inc({ rule: request.reasonCode });
    return answer;
  };
