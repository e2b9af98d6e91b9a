import { type AppError, attachmentProof, invalidField, isAppError } from '@jamaa/kit';
import type { CheckClaimsResponse } from '@jamaa/proto/attachments/v1/attachments';
import type { AttachmentClaim } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import type { AttachedFile, DepositForm } from '../domain/complaint.ts';
import { mayTake } from '../domain/files.ts';
import { policyAt } from '../domain/policy.ts';

/** Filing waits no longer for the check of its files. */
const PATIENCE_MS = 2_000;

const reasons: Readonly<Record<string, string>> = {
  unknown: 'no such upload, or not with this token',
  incomplete: 'this upload is not whole yet',
  refused: 'this file was refused',
  taken: 'this file belongs to another case',
};

/** What a case is about to take, as it stands in the request. Pure. */
export const claimedFiles = (
  { keyring }: Pick<Intake, 'keyring'>,
  claims: readonly AttachmentClaim[],
): AttachedFile[] => claims.map(({ id, token }) => ({ id, proof: attachmentProof(keyring, token) }));

/**
 * Asks attachments whether these files may go to a case, and refuses those that may not. With attachments out of reach nobody waits: the
 * files are taken as claimed, and attachments binds those whose proof is right when it hears of the case. A false claim then binds nothing.
 * @param complaintId the case that has files already; empty at its deposit
 * @throws AppError `validation-failed` naming each file that is wrong
 */
export async function verifyFiles(
  intake: Pick<Intake, 'attachments' | 'platform' | 'telemetry'>,
  files: readonly AttachedFile[],
  { complaintId = '', form }: { complaintId?: string; form?: DepositForm['form'] },
): Promise<void> {
  if (files.length === 0) return;
  if (intake.attachments === undefined) throw invalidField('attachments', 'not-taken', 'no files are taken here');
  const policy = policyAt(intake.platform.clock.now());
  mayTake([], files, policy);
  let answer: CheckClaimsResponse;
  try {
    answer = await intake.attachments.call('checkClaims', { claims: [...files], complaintId }, PATIENCE_MS);
  } catch (error) {
    if (!isAppError(error) || !outOfReach(error)) throw error;
    intake.telemetry.unverifiedFiles.inc(files.length);
    intake.platform.logger.warn(
      { err: error, files: files.length },
      'files accepted unverified, attachments is out of reach',
    );
    return;
  }
  const outcomes = new Map(answer.verdicts.map((verdict) => [verdict.id, verdict]));
  for (const [index, { id }] of files.entries()) {
    const outcome = outcomes.get(id)?.outcome ?? 'unknown';
    if (outcome !== 'ok')
      throw invalidField(`attachments.${index}`, outcome, reasons[outcome] ?? 'this file cannot be taken');
  }
  const bytes = answer.verdicts.reduce((sum, { size }) => sum + size, answer.heldBytes);
  if (bytes > policy.attachmentBytes)
    throw invalidField(
      'attachments',
      'too-large',
      `all files of a case have at most ${policy.attachmentBytes} bytes together`,
    );
  if ((form === 'audio' || form === 'video') && !answer.verdicts.some(({ kind }) => kind === form))
    throw invalidField('attachments', 'form', `a deposit by ${form} comes with such a file`);
}

const outOfReach = ({ retryable, code }: AppError): boolean => retryable || code === 'internal';
