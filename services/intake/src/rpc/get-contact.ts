import { AppError, invalidField, type RpcCall } from '@jamaa/kit';
import { type GetContactRequest, GetContactResponse } from '@jamaa/proto/intake/v1/intake';
import type { Intake } from '../context.ts';
import { purposes } from '../domain/one-time-code.ts';
import { joinedWith } from '../joining/chain.ts';
import { complaintRows } from '../store/complaints.ts';
import { liveCodes } from './one-time-codes.ts';
import { notFound, openComplainant } from './people.ts';
import { complaintView } from './view.ts';

/**
 * Contact and text for one message about to be sent. Only notifications may ask; nothing of it may be kept. The connector to the
 * national portal gets the text alone, of the portal's own cases.
 */
export const getContact =
  (intake: Intake) =>
  async (request: GetContactRequest, call: RpcCall): Promise<GetContactResponse> => {
    const asking = call.caller.kind === 'service' ? call.caller.service : '';
    if (!['notifications', 'national-portal'].includes(asking)) {
      throw new AppError('forbidden', 'only notifications asks for contacts');
    }
    const purpose = purposes.find((one) => one === request.codePurpose);
    if (purpose === undefined && request.codePurpose !== '')
      throw invalidField('code_purpose', 'unknown', `one of ${purposes.join(', ')}`);
    const row = await complaintRows(intake.platform.mongo).findOne({ _id: request.complaintId });
    if (row === null) throw notFound();
    // Steps of another cell have no version here.
    const step = row.timeline.find(({ version }) => version !== 0 && version === request.version);
    // Where a case was before is for whoever reads it here.
    const text = step === undefined || ['imported', 'handed-over-in'].includes(step.event) ? '' : (step.message ?? '');
    if (asking === 'national-portal') {
      if (row.toldByPortal !== true) throw notFound();
      return GetContactResponse.fromPartial({ language: row.language, text });
    }
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
      text,
    });
  };
