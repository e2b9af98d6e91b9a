import { AppError, invalidField } from '@jamaa/kit';
import type { RenderAnswerRequest, RenderAnswerResponse } from '@jamaa/proto/notifications/v1/notifications';
import { isAnswered } from '../answer/view.ts';
import { textLanguage } from '../domain/language.ts';
import { answerLetterhead } from '../sending/names.ts';
import type { ReceiptParts } from './render-receipt.ts';

/** The answer to a case, or its refusal, as PDF, for whoever brings the case as intake has told it to them. */
export const renderAnswer =
  ({ organisations, receipts, portalUrl }: ReceiptParts) =>
  async ({ complaint, language: asked }: RenderAnswerRequest): Promise<RenderAnswerResponse> => {
    if (!['', 'ar', 'fr', 'zgh'].includes(asked)) throw invalidField('language', 'unknown', 'one of ar, fr, zgh');
    if (complaint?.snapshot === undefined)
      throw invalidField('complaint.snapshot', 'required', 'the case as intake tells it');
    if (!isAnswered(complaint)) throw new AppError('command-not-allowed', 'this case has neither answer nor refusal');
    const language = textLanguage(asked || complaint.snapshot.language);
    const organisation = await organisations.find(complaint.snapshot.organisation);
    return {
      pdf: receipts.renderAnswer({
        complaint,
        name: complaint.complainant?.name ?? '',
        language,
        letterhead: answerLetterhead(complaint, organisation, language),
        portal: portalUrl.replace(/\/$/, ''),
      }),
    };
  };
