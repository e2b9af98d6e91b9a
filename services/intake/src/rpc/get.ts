import type { RpcCall } from '@jamaa/kit';
import type { GetRequest, GetResponse } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import { parseReference } from '../domain/reference.ts';
import { joinedWith } from '../joining/chain.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { complaintRows } from '../store/complaints.ts';
import { notFound, opensWith, standing } from './people.ts';
import { complaintView } from './view.ts';

/** One case, as the caller may see it: by tracking code, as its complainant, or as entitled staff; masked to all staff. */
export const get =
  (intake: Intake) =>
  async (request: GetRequest, call: RpcCall): Promise<GetResponse> => {
    const row = await findByReference(intake, request.reference);
    const grants = await intake.grantsOf(call.caller);
    const found = standing(intake.keyring, row, call.caller, grants, request.trackingCode);
    return {
      complaint: await complaintView(intake, row, found, await joinedWith(intake, row)),
      trackingCodeValid: opensWith(intake.keyring, row, request.trackingCode),
    };
  };

/** @throws not-found, also for a text that cannot be a reference. */
export async function findByReference(intake: Pick<Intake, 'platform'>, typed: string): Promise<ComplaintRow> {
  const reference = parseReference(typed);
  const row = reference === undefined ? null : await complaintRows(intake.platform.mongo).findOne({ reference });
  if (row === null) throw notFound();
  return row;
}
