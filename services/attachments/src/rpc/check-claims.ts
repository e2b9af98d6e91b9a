import { AppError, type Caller, invalidField, type RpcCall } from '@jamaa/kit';
import { type CheckClaimsRequest, CheckClaimsResponse } from '@jamaa/proto/attachments/v1/attachments';
import type { Deps } from '../deps.ts';
import { claim } from '../domain/file.ts';
import { fileRows } from '../store/file-row.ts';
import { holds } from './holders.ts';

const MOST = 50;

const mayAsk = (caller: Caller, holder: string): boolean =>
  caller.kind === 'service' && (caller.service === 'intake' ? !holder.includes('/') : holds(caller, holder));

const hexOf = (digest = ''): string => Buffer.from(digest, 'base64url').toString('hex');

/** Whether these files may go to a complaint, or to what another service keeps. The asking service decides; it changes nothing here. */
export const checkClaims =
  ({ platform }: Deps) =>
  async ({ claims, complaintId }: CheckClaimsRequest, { caller }: RpcCall): Promise<CheckClaimsResponse> => {
    if (!mayAsk(caller, complaintId)) throw new AppError('forbidden', 'only the service asks that keeps the files');
    if (claims.length > MOST) throw invalidField('claims', 'too-many', `at most ${MOST}`);
    const rows = fileRows(platform.mongo);
    const found = await rows.find({ _id: { $in: claims.map(({ id }) => id) } }).toArray();
    const byId = new Map(found.map((row) => [row._id, row]));
    const held = complaintId === '' ? [] : await rows.find({ complaintId }).toArray();
    return CheckClaimsResponse.fromPartial({
      verdicts: claims.map(({ id, proof }) => {
        const row = byId.get(id);
        const outcome = claim(row, proof, complaintId);
        if (row === undefined || outcome !== 'ok') return { id, outcome };
        const { kind = '', size = 0, mediaType = '', digest, sentDigest = digest } = row;
        return { id, outcome, kind, size, mediaType, sentDigest: hexOf(sentDigest) };
      }),
      heldBytes: held.reduce((sum, { size = 0 }) => sum + size, 0),
    });
  };
