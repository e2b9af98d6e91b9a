import {
  AppError,
  failpoint,
  fromProtoEnum,
  inTransaction,
  invalidField,
  newId,
  onceOnly,
  type RpcCall,
  sealedAnswers,
} from '@jamaa/kit';
import { JoinRequest, JoinResponse } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import { categoryOf } from '../domain/categories.ts';
import { parseReference } from '../domain/reference.ts';
import { checkSubmission, type Submission } from '../domain/submission.ts';
import { electronicChannels, openStates } from '../domain/vocabulary.ts';
import { metresBetween } from '../duplicates/cells.ts';
import { farthestMetres } from '../duplicates/neighbourhood.ts';
import { joinedWith, leadOf } from '../joining/chain.ts';
import { addCoReport } from '../joining/co-report.ts';
import { pointOf } from '../joining/point.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { complaintRows } from '../store/complaints.ts';
import { draftOf } from './draft.ts';
import { asComplainant, withReference } from './filing.ts';
import { filedHere } from './hand-over/destination.ts';
import { locate } from './locate.ts';
import { notFound } from './people.ts';
import { newTrackingCode } from './tracking-code.ts';
import { complaintView } from './view.ts';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** What a co-report says when its author says nothing. */
const standing: Readonly<Record<string, string>> = {
  ar: 'أؤكد وجود المشكل نفسه الذي سبق التبليغ عنه.',
  fr: 'Je confirme le même problème, déjà signalé.',
};

/**
 * Files a case of one's own that is a co-report of an open one: own reference, tracking code and receipt (Decree 2-17-265), one
 * handling, one answer. Only categories that may be listed publicly; a confidential case is not found.
 */
export const join =
  (intake: Intake) =>
  async (request: JoinRequest, call: RpcCall): Promise<JoinResponse> => {
    const { platform, keyring } = intake;
    const { caller } = call;
    const asked = await findLead(intake, request.into);
    const submission = submissionOf(request, asked);
    const checked = checkSubmission(submission, platform.clock.now());
    const commune = locate(intake.territory.index(), submission);
    filedHere(intake, commune.code, submission.location === undefined ? 'commune' : 'location');
    const body = JoinRequest.encode({ ...request, idempotencyKey: '' }).finish();
    const answer = await onceOnly(
      platform.mongo,
      { caller, method: 'join', key: request.idempotencyKey, body },
      () => platform.clock.now(),
      sealedAnswers(keyring, JoinResponse),
      async (remember) => {
        const subject = caller.kind === 'account' ? caller.subject : '';
        if (subject !== '') await notTwice(intake, subject, asked);
        const now = platform.clock.now();
        const id = newId();
        const trackingCode = newTrackingCode();
        const draft = draftOf(keyring, {
          id,
          trackingCode,
          submission,
          checked,
          commune,
          addressee: '',
          originNumber: '',
          originDelayDays: 0,
          subject,
          receivedAt: now,
          now,
          attachments: [],
        });
        return withReference(platform.lostNumbers, commune.code, now, (reference) => {
          const write = (session: Parameters<typeof addCoReport>[1]): Promise<JoinResponse> =>
            addCoReport(intake, session, { ...draft, reference }, asked._id, { caller, now }).then(async (row) => {
              const joined = await joinedWith(intake, row, session);
              const response = { complaint: await complaintView(intake, row, asComplainant, joined), trackingCode };
              remember(session, response);
              return response;
            });
          // Who joins first writes to the lead's row, which a shared commit might write over.
          return asked.led === true ? platform.together(id, write) : inTransaction(platform.mongo, write);
        });
      },
    );
    failpoint('intake.after-commit');
    platform.relay.poke();
    intake.telemetry.submitted.inc({ channel: submission.channel, kind: submission.kind });
    return answer;
  };

/** The case to join, or the one that leads it. @throws not-found also for what must not be joined */
async function findLead(intake: Intake, into: string): Promise<ComplaintRow> {
  const reference = parseReference(into);
  const by = UUID.test(into) ? { _id: into } : reference === undefined ? undefined : { reference };
  const row = by === undefined ? null : await complaintRows(intake.platform.mongo).findOne(by);
  const lead = row === null ? undefined : ((await leadOf(intake, row)) ?? row);
  if (row === null || lead === undefined) throw notFound();
  for (const one of [row, lead]) {
    if (one.confidential || one.training === true || categoryOf(one.category)?.public !== true) throw notFound();
  }
  if (!(openStates as readonly string[]).includes(lead.state)) {
    throw new AppError('command-not-allowed', 'that case is not open any more; file a case of your own');
  }
  return lead;
}

function submissionOf(request: JoinRequest, lead: ComplaintRow): Submission {
  const channel = fromProtoEnum('CHANNEL', request.channel, electronicChannels);
  const place = pointOf(lead);
  if (request.location !== undefined && place !== undefined) {
    const metres = metresBetween(request.location, place);
    if (!(metres <= farthestMetres(lead.category)))
      throw invalidField('location', 'far', 'too far from the case to be the same problem; file a case of your own');
  }
  return {
    kind: lead.kind,
    category: lead.category,
    language: request.language,
    description:
      request.description.trim() === '' ? (standing[request.language] ?? standing['ar'] ?? '') : request.description,
    location: request.location,
    commune: request.location === undefined ? lead.communeCode : '',
    complainant: request.complainant ?? { name: '', phone: '', email: '', identity: undefined },
    channel,
    originSource: 'direct',
    urgent: false,
    aimedAt: '',
    address: request.address,
    details: { onBehalfOf: false, callerRelation: '', paperNumber: '' },
  };
}

async function notTwice({ platform }: Intake, subject: string, lead: ComplaintRow): Promise<void> {
  const [known] = await complaintRows(platform.mongo)
    .aggregate([{ $match: { complainantSubject: subject } }, { $match: { mergedInto: lead._id } }, { $limit: 1 }])
    .toArray();
  if (known !== undefined || lead.complainantSubject === subject)
    throw new AppError('command-not-allowed', 'this case is yours already, or you have joined it');
}
