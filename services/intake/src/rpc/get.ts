import { type Caller, inTransaction, type RpcCall } from '@jamaa/kit';
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
    const seen = await lookedAt(intake, row, standingAt, call.caller);
    return {
      complaint: await complaintView(intake, seen.row, seen.standing, await joinedWith(intake, seen.row)),
      trackingCodeValid,
    };
  };

/** The case as it is now. Whoever handles it sees the contact unmasked, and each look is on record. */
export async function lookedAt(
  { platform: { clock, mongo } }: Pick<Intake, 'platform'>,
  { _id }: ComplaintRow,
  standingAt: (row: ComplaintRow) => Standing,
  caller: Caller,
): Promise<{ row: ComplaintRow; standing: Standing }> {
  const at = clock.now();
  return inTransaction(mongo, async (session) => {
    // Read again here: another look or a command may have come first, and the audit chain goes on from its end.
    const now = await complaintRows(mongo).findOne({ _id }, { session });
    if (now === null) throw notFound();
    const standingNow = standingAt(now);
    if (standingNow.handles && now.sealed !== undefined) auditLook(session, now, at, caller);
    return { row: now, standing: standingNow };
  });
}

/** @throws not-found, also for a text that cannot be a reference. */
export async function findByReference(intake: Pick<Intake, 'platform'>, typed: string): Promise<ComplaintRow> {
  const reference = parseReference(typed);
  const row = reference === undefined ? null : await complaintRows(intake.platform.mongo).findOne({ reference });
  if (row === null) throw notFound();
  return row;
}
