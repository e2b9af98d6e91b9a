import { AppError, invalidField, type RpcCall } from '@jamaa/kit';
import type { Complaint } from '@jamaa/proto/intake/v1/intake';
import type { RenderReceiptRequest, RenderReceiptResponse } from '@jamaa/proto/notifications/v1/notifications';
import { textLanguage } from '../domain/language.ts';
import type { ReceiptRenderer } from '../receipt/renderer.ts';
import { papers } from '../receipt/view.ts';
import type { Contacts } from '../sending/contact.ts';
import { letterhead, letterheadId } from '../sending/names.ts';
import type { Organisations } from '../sending/organisations.ts';

export interface ReceiptParts {
  readonly contacts: Contacts;
  readonly organisations: Organisations;
  readonly receipts: ReceiptRenderer;
  readonly portalUrl: string;
}

/**
 * The receipt of a case as PDF. Whoever brings the case, as intake has told it to them under their own rights, gets it drawn:
 * nothing is looked up for them but the name of the CT. By id alone it is for services, because then intake is asked for the
 * contact too.
 */
export const renderReceipt =
  (parts: ReceiptParts) =>
  async (request: RenderReceiptRequest, call: RpcCall): Promise<RenderReceiptResponse> => {
    if (!['', 'ar', 'fr', 'zgh'].includes(request.language))
      throw invalidField('language', 'unknown', 'one of ar, fr, zgh');
    const paper = papers.find((one) => one === (request.paper || 'a4'));
    if (paper === undefined) throw invalidField('paper', 'unknown', `one of ${papers.join(', ')}`);
    const { complaint, name, chosen } = await caseOf(parts, request, call);
    if (complaint.snapshot === undefined)
      throw invalidField('complaint.snapshot', 'required', 'the case as intake tells it');
    const language = textLanguage(request.language || chosen);
    const organisation = await parts.organisations.find(letterheadId(complaint));
    const head = letterhead(complaint, organisation, language);
    return {
      pdf: parts.receipts.render({
        complaint,
        name,
        language,
        letterhead: head,
        portal: parts.portalUrl.replace(/\/$/, ''),
        trackingCode: request.trackingCode,
        paper,
      }),
    };
  };

async function caseOf(
  { contacts }: ReceiptParts,
  { complaint, complaintId }: RenderReceiptRequest,
  { caller }: RpcCall,
): Promise<{ complaint: Complaint; name: string; chosen: string }> {
  if (complaint !== undefined) {
    return { complaint, name: complaint.complainant?.name ?? '', chosen: complaint.snapshot?.language ?? '' };
  }
  if (caller.kind !== 'service') throw new AppError('forbidden', 'people bring the case itself, not its id');
  if (complaintId === '') throw invalidField('complaint_id', 'required', 'the id of the complaint, or the complaint');
  const contact = await contacts.of({ recipient: { kind: 'complainant' }, complaintId, version: 1 });
  if (contact.complaint === undefined) throw new AppError('not-found', 'no such complaint');
  return { complaint: contact.complaint, name: contact.name, chosen: contact.language };
}
