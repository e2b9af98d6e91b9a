import { AppError, invalidField, type RpcCall } from '@jamaa/kit';
import { type GetContactRequest, GetContactResponse } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import { purposes } from '../domain/one-time-code.ts';
import { joinedWith } from '../joining/chain.ts';
import { complaintRows } from '../store/complaints.ts';
import { liveCodes } from './one-time-codes.ts';
import { notFound, openComplainant } from './people.ts';
import { complaintView } from './view.ts';

/** Contact and text for one message about to be sent. Only notifications may ask; nothing of it may be kept. */
export const getContact =
  (intake: Intake) =>
  async (request: GetContactRequest, call: RpcCall): Promise<GetContactResponse> => {
    if (call.caller.kind !== 'service' || call.caller.service !== 'notifications') {
      throw new AppError('forbidden', 'only notifications asks for contacts');
    }
    const purpose = purposes.find((one) => one === request.codePurpose);
    if (purpose === undefined && request.codePurpose !== '')
      throw invalidField('code_purpose', 'unknown', `one of ${purposes.join(', ')}`);
    const row = await complaintRows(intake.platform.mongo).findOne({ _id: request.complaintId });
    if (row === null) throw notFound();
    const person = openComplainant(intake.keyring, row);
    const complainant = { actors: new Set(['complainant'] as const), maySee: true, handles: false };
    return GetContactResponse.fromPartial({
      complaint: await complaintView(intake, row, complainant, await joinedWith(intake, row)),
      name: person?.name ?? '',
      phone: person?.phone ?? '',
      email: person?.email ?? '',
      language: row.language,
      erased: row.anonymisedAt?.toISOString() ?? '',
      codes: purpose === undefined ? [] : await liveCodes(intake, row, purpose),
      text: row.timeline.find((step) => step.version === request.version)?.message ?? '',
    });
  };
