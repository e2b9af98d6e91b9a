import { inTransaction, type RpcCall } from '@jamaa/kit';
import type { GetRequest, GetResponse } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import type { Standing } from '../domain/access.ts';
import { parseReference } from '../domain/reference.ts';
import { joinedWith } from '../joining/chain.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { auditLook, complaintRows } from '../store/complaints.ts';
import { notFound, opensWith, standing } from './people.ts';
import { complaintView } from './view.ts';

/** One case, as the caller may see it: by tracking code, as its complainant, or as entitled staff. */
export const get =
  (intake: Intake) =>
  async (request: GetRequest, call: RpcCall): Promise<GetResponse> => {
    const row = await findByReference(intake, request.reference);
    const grants = await intake.grantsOf(call.caller);
    const standingAt = (at: ComplaintRow): Standing =>
      standing(intake.keyring, at, call.caller, grants, request.trackingCode);
    const found = standingAt(row);
    const trackingCodeValid = opensWith(intake.keyring, row, request.trackingCode);
    if (!found.handles || row.sealed === undefined)
      return { complaint: await complaintView(intake, row, found, await joinedWith(intake, row)), trackingCodeValid };
    // Whoever handles the case sees the contact unmasked, and each look is on record.
    const at = intake.platform.clock.now();
    const { mongo } = intake.platform;
    const seen = await inTransaction(mongo, async (session) => {
      // Read again here: another look or a command may have come first, and the audit chain goes on from its end.
      const now = await complaintRows(mongo).findOne({ _id: row._id }, { session });
      if (now === null) throw notFound();
      const standingNow = standingAt(now);
      if (standingNow.handles) auditLook(session, now, at, call.caller);
      return { row: now, standing: standingNow };
    });
    return {
      complaint: await complaintView(intake, seen.row, seen.standing, await joinedWith(intake, seen.row)),
      trackingCodeValid,
    };
  };

/** @throws not-found, also for a text that cannot be a reference. */
export async function findByReference(intake: Pick<Intake, 'platform'>, typed: string): Promise<ComplaintRow> {
  const reference = parseReference(typed);
  const row = reference === undefined ? null : await complaintRows(intake.platform.mongo).findOne({ reference });
  if (row === null) throw notFound();
  return row;
}
