import { AppError, invalidField, type RpcCall } from '@jamaa/kit';
import { type CheckClaimsRequest, CheckClaimsResponse } from '@jamaa/proto/attachments/v1/attachments';
import type { Deps } from '../deps.ts';
import { claim } from '../domain/file.ts';
import { fileRows } from '../store/file-row.ts';

const MOST = 50;

/** Whether these files may go to a complaint. Only intake asks, which decides; it changes nothing here. */
export const checkClaims =
  ({ platform }: Deps) =>
  async ({ claims, complaintId }: CheckClaimsRequest, { caller }: RpcCall): Promise<CheckClaimsResponse> => {
    if (caller.kind !== 'service' || caller.service !== 'intake') throw new AppError('forbidden', 'only intake asks');
    if (claims.length > MOST) throw invalidField('claims', 'too-many', `at most ${MOST}`);
    const rows = fileRows(platform.mongo);
    const found = await rows.find({ _id: { $in: claims.map(({ id }) => id) } }).toArray();
    const byId = new Map(found.map((row) => [row._id, row]));
    const held = complaintId === '' ? [] : await rows.find({ complaintId }).toArray();
    return CheckClaimsResponse.fromPartial({
      verdicts: claims.map(({ id, proof }) => {
        const row = byId.get(id);
        const outcome = claim(row, proof, complaintId);
        return outcome === 'ok' ? { id, outcome, kind: row?.kind ?? '', size: row?.size ?? 0 } : { id, outcome };
      }),
      heldBytes: held.reduce((sum, { size = 0 }) => sum + size, 0),
    });
  };
