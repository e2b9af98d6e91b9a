import { inTransaction, invalidField, onceOnly, type RpcCall, redact, sealedAnswers } from '@jamaa/kit';
import { EraseRequest, EraseResponse } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import { decide } from '../domain/decide.ts';
import { policyAt } from '../domain/policy.ts';
import { complaintRows, toComplaint } from '../store/complaints.ts';
import { eraseOnRecord } from '../store/erase.ts';
import { findByReference } from './get.ts';
import { notFound, standing, standingIn } from './people.ts';
import { complaintView } from './view.ts';

/** Why somebody is erased before the time of the retention rule. */
const reasons = ['person-request', 'court-order', 'unlawful-collection', 'filed-by-mistake'];
const MAX_BASIS = 200;

/** Erases the person of an ended case at an administrator's word, for a reason and on a legal basis that stand in the deletion register. */
export const erase =
  (intake: Intake) =>
  async (request: EraseRequest, call: RpcCall): Promise<EraseResponse> => {
    const { platform, keyring } = intake;
    const { caller } = call;
    const grants = await intake.grantsOf(caller);
    const { _id } = await findByReference(intake, request.reference);
    const legalBasis = request.legalBasis.trim();
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
          check(rule, legalBasis);
          const erasure = { at: now, caller, rule, legalBasis };
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

function check(reason: string, legalBasis: string): void {
  if (!reasons.includes(reason)) throw invalidField('reason', 'unknown', `one of ${reasons.join(', ')}`);
  if (legalBasis === '') throw invalidField('legalBasis', 'required', 'name the text it rests on');
  // The register outlives the person: it must not name one.
  if (redact(legalBasis).found.length > 0)
    throw invalidField('legalBasis', 'personal-data', 'a text of law, without ids or contacts of a person');
  if (legalBasis.length > MAX_BASIS) throw invalidField('legalBasis', 'too-long', `at most ${MAX_BASIS} characters`);
}
