import {
  AppError,
  type Caller,
  failpoint,
  fromProtoEnum,
  type Grant,
  invalidField,
  isTrainingBody,
  newId,
  onceOnly,
  type RpcCall,
  sealedAnswers,
  withinScope,
} from '@jamaa/kit';
import { SubmitRequest, SubmitResponse } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import { checkSubmission, type Submission } from '../domain/submission.ts';
import { officesOf } from '../domain/took-deposit.ts';
import { mayPractise } from '../domain/training.ts';
import { channels, electronicChannels, kinds } from '../domain/vocabulary.ts';
import { insertComplaint } from '../store/complaints.ts';
import { insertTraining } from '../store/training.ts';
import { draftOf } from './draft.ts';
import { claimedFiles, verifyFiles } from './files.ts';
import { asComplainant, withReference } from './filing.ts';
import { filedHere } from './hand-over/destination.ts';
import { locate } from './locate.ts';
import { newTrackingCode } from './tracking-code.ts';
import { complaintView } from './view.ts';

/** Files a complaint: checked, located, written with its journal, audit and idempotency rows in one transaction. */
export const submit =
  (intake: Intake) =>
  async (request: SubmitRequest, call: RpcCall): Promise<SubmitResponse> => {
    const { platform, keyring } = intake;
    const submission = submissionOf(request);
    const training = isTrainingBody(request.addressee);
    // Whoever has no such office is told so, rather than what the office has to fill in.
    await authorise(intake, call.caller, request, submission);
    const checked = checkSubmission(submission, platform.clock.now());
    if (training) mayPractise(checked.confidential);
    const commune = locate(intake.territory.index(), submission);
    filedHere(intake, commune.code, submission.location === undefined ? 'commune' : 'location');
    await authorise(intake, call.caller, request, submission, commune.code);
    if (request.addressee !== '' && (await intake.directory.organisation(request.addressee)) === undefined) {
      throw invalidField('addressee', 'unknown', 'no such organisation');
    }
    const body = SubmitRequest.encode({ ...request, idempotencyKey: '' }).finish();
    const files = claimedFiles(intake, request.attachments);
    const idempotent = { caller: call.caller, method: 'submit', key: request.idempotencyKey, body };
    const answer = await onceOnly(
      platform.mongo,
      idempotent,
      () => platform.clock.now(),
      sealedAnswers(keyring, SubmitResponse),
      async (remember) => {
        const id = newId();
        const now = platform.clock.now();
        const receivedAt = request.receivedAt ?? now;
        const trackingCode = newTrackingCode();
        const { caller } = call;
        await verifyFiles(intake, files, { form: checked.deposit.form });
        const draft = draftOf(keyring, {
          id,
          trackingCode,
          submission,
          checked,
          commune,
          addressee: request.addressee,
          originNumber: request.origin?.number ?? '',
          originDelayDays: request.origin?.delayDays ?? 0,
          subject: caller.kind === 'account' && electronicChannels.includes(submission.channel) ? caller.subject : '',
          receivedAt,
          now,
          attachments: files.map(({ id: file }) => file),
        });
        return withReference(platform.lostNumbers, commune.code, receivedAt, (reference) =>
          platform.together(id, async (session) => {
            const filed = { ...draft, reference };
            const row = training
              ? insertTraining(session, filed, caller, files)
              : insertComplaint(session, filed, caller, files);
            const response = { complaint: await complaintView(intake, row, asComplainant), trackingCode };
            remember(session, response, id);
            return response;
          }),
        );
      },
    );
    failpoint('intake.after-commit');
    platform.relay.poke();
    if (training) intake.telemetry.training.inc({ command: 'submit' });
    else intake.telemetry.submitted.inc({ channel: submission.channel, kind: submission.kind });
    return answer;
  };

function submissionOf(request: SubmitRequest): Submission {
  const known = <T>(path: string, read: () => T): T => {
    try {
      return read();
    } catch (error) {
      if (error instanceof RangeError) throw invalidField(path, 'unknown', error.message);
      throw error;
    }
  };
  return {
    kind: known('kind', () => fromProtoEnum('COMPLAINT_KIND', request.kind, kinds)),
    channel: known('channel', () => fromProtoEnum('CHANNEL', request.channel, channels)),
    category: request.category,
    language: request.language,
    description: request.description,
    location: request.location,
    commune: request.commune,
    complainant: request.complainant ?? { name: '', phone: '', email: '', identity: undefined },
    originSource: request.origin?.source || 'direct',
    urgent: request.urgent,
    aimedAt: request.aimedAt,
    deposit: request.deposit,
    files: request.attachments.length,
    address: request.address,
    details: {
      onBehalfOf: request.onBehalfOf,
      callerRelation: request.callerRelation,
      paperNumber: request.paperNumber,
      representative: request.representative,
    },
  };
}

/**
 * Deposits taken at a desk or by telephone, and dates of receipt in the past, are for those who hold that office in the
 * territory of the case (our rule): the date of receipt starts the legal delay. Without a commune: in any territory. Training cases are
 * for those who have a place in the training body.
 */
async function authorise(
  intake: Intake,
  caller: Caller,
  request: SubmitRequest,
  submission: Submission,
  communeCode?: string,
): Promise<void> {
  const training = isTrainingBody(request.addressee);
  const grants = await intake.grantsOf(caller);
  if (training && !grants.some(({ organisation }) => organisation === request.addressee))
    throw new AppError('forbidden', 'training cases are filed by those who have a place in the training body');
  const byStaff = !electronicChannels.includes(submission.channel) || request.receivedAt !== undefined;
  if (!byStaff) return;
  const roles = officesOf(submission.channel);
  const reaches = ({ organisation, scope }: Grant): boolean =>
    training ? organisation === request.addressee : communeCode === undefined || withinScope(communeCode, scope);
  if (!grants.some((grant) => roles.includes(grant.role) && reaches(grant))) {
    throw new AppError(
      'forbidden',
      `a deposit by ${submission.channel} or with a date of receipt is for, in their territory: ${roles.join(', ')}`,
    );
  }
  if (request.receivedAt !== undefined && request.receivedAt.getTime() > intake.platform.clock.now().getTime()) {
    throw invalidField('receivedAt', 'future', 'the date of receipt lies in the future');
  }
}
