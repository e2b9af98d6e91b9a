import { AppError, inTransaction, type RpcCall } from '@jamaa/kit';
import { type RevealContactRequest, RevealContactResponse } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import { checkReason } from '../domain/reveal.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { auditLook, complaintRows } from '../store/complaints.ts';
import { findByReference } from './get.ts';
import { notFound, openComplainant, openRepresentative, reasonPlace, standing, wrappedOf } from './people.ts';

/** Contact data unmasked, for who handles the case: an act of its own, with a reason, on record before anything is told. */
export const revealContact =
  (intake: Intake) =>
  async (request: RevealContactRequest, call: RpcCall): Promise<RevealContactResponse> => {
    const { keyring, platform } = intake;
    const grants = await intake.grantsOf(call.caller);
    const permitted = (row: ComplaintRow): ComplaintRow => {
      if (!standing(keyring, row, call.caller, grants, '').handles)
        throw new AppError('forbidden', 'contact data is revealed to who handles the case');
      if (row.sealed === undefined)
        throw new AppError('command-not-allowed', 'there is no contact: none was left, or it has been erased');
      return row;
    };
    const { _id, sealed } = permitted(await findByReference(intake, request.reference));
    const { code, words } = checkReason(request.reasonCode, request.reason);
    const at = platform.clock.now();
    const reason =
      words === '' || sealed === undefined
        ? {}
        : { sealed: keyring.unwrap(wrappedOf(sealed)).seal(words, reasonPlace(_id)) };
    const seen = await inTransaction(platform.mongo, async (session) => {
      // Read again here: another look or a command may have come first, and the audit chain goes on from its end.
      const row = await complaintRows(platform.mongo).findOne({ _id }, { session });
      if (row === null) throw notFound();
      auditLook(session, permitted(row), { at, caller: call.caller, reasonCode: code, ...reason });
      return row;
    });
    if (seen.training === true) intake.telemetry.training.inc({ command: 'reveal' });
    else intake.telemetry.reveals.inc({ reason: code });
    const representative = openRepresentative(keyring, seen);
    return RevealContactResponse.fromPartial({
      complainant: openComplainant(keyring, seen) ?? {},
      ...(representative === undefined ? {} : { representative }),
    });
  };
