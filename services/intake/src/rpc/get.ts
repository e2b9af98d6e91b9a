import { callerKey, inTransaction, type RpcCall } from '@jamaa/kit';
import type { GetRequest, GetResponse } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import { parseReference } from '../domain/reference.ts';
import { tookDeposit } from '../domain/took-deposit.ts';
import { joinedWith } from '../joining/chain.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { auditLook, complaintRows } from '../store/complaints.ts';
import { notFound, opensWith, standing } from './people.ts';
import { complaintView } from './view.ts';

/**
 * One case, as the caller may see it: by tracking code, as its complainant, or as entitled staff; masked to all staff, but for the
 * name to who took the deposit today.
 */
export const get =
  (intake: Intake) =>
  async (request: GetRequest, call: RpcCall): Promise<GetResponse> => {
    const { clock, mongo } = intake.platform;
    const at = clock.now();
    const row = await findByReference(intake, request.reference);
    const grants = await intake.grantsOf(call.caller);
    const found = standing(intake.keyring, row, call.caller, grants, request.trackingCode);
    const took = row.sealed !== undefined && tookDeposit(takenOf(row), callerKey(call.caller), grants, at);
    if (took)
      await inTransaction(mongo, async (session) => {
        // Read again here: a command may have come first, and the audit chain goes on from its end.
        const now = await complaintRows(mongo).findOne({ _id: row._id }, { session });
        if (now === null) throw notFound();
        auditLook(session, now, { at, caller: call.caller, reasonCode: 'receipt' });
      });
    return {
      complaint: await complaintView(intake, row, { ...found, took }, await joinedWith(intake, row)),
      trackingCodeValid: opensWith(intake.keyring, row, request.trackingCode),
    };
  };

/** Who registered a case is the actor of its first step. */
const takenOf = ({ channel, communeCode, timeline: [first], updatedAt }: ComplaintRow) => ({
  channel,
  communeCode,
  by: first?.actor ?? '',
  at: first?.at ?? updatedAt,
});

/** @throws not-found, also for a text that cannot be a reference. */
export async function findByReference(intake: Pick<Intake, 'platform'>, typed: string): Promise<ComplaintRow> {
  const reference = parseReference(typed);
  const row = reference === undefined ? null : await complaintRows(intake.platform.mongo).findOne({ reference });
  if (row === null) throw notFound();
  return row;
}
