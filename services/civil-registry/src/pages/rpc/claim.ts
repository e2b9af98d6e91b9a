import { AppError, attachmentProof, invalidField } from '@jamaa/kit';
import type { Deps } from '../../deps.ts';
import type { ScanRow } from '../rows.ts';

const reasons: Readonly<Record<string, string>> = {
  unknown: 'no such upload, or not with this token',
  incomplete: 'this upload is not whole yet',
  refused: 'this file was refused',
  taken: 'this file belongs to something else',
};

export const holderOf = (page: string): string => `civil-registry/${page}`;

/** An upload that is to be the image of a page. @throws AppError `validation-failed`; `unavailable` with attachments out of reach */
export async function claimScan(
  { attachments, keyring, platform }: Deps,
  page: string,
  { uploadId: id, uploadToken }: { readonly uploadId: string; readonly uploadToken: string },
): Promise<ScanRow> {
  if (attachments === undefined) throw new AppError('unavailable', 'no images are taken here');
  const proof = attachmentProof(keyring, uploadToken);
  const claims = [{ id, proof }];
  const { verdicts } = await attachments.call('checkClaims', { claims, complaintId: holderOf(page) });
  const { outcome = 'unknown', kind = '', size = 0, mediaType = '', sentDigest = '' } = verdicts[0] ?? {};
  if (outcome !== 'ok') throw invalidField('image', outcome, reasons[outcome] ?? 'this file cannot be taken');
  if (kind !== 'photo' && kind !== 'pdf') throw invalidField('image', 'type', 'a picture or a PDF');
  return { id, proof, sha256: sentDigest, size, mediaType, at: platform.clock.now() };
}
