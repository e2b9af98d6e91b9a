import type { Clock } from '@jamaa/kit';
import { isAnswered } from '../answer/view.ts';
import type { OutgoingEmail, OutgoingSms } from '../channels/channel.ts';
import { type TextLanguage, textLanguage } from '../domain/language.ts';
import type { ReceiptRenderer } from '../receipt/renderer.ts';
import type { SendableRow } from '../store/messages.ts';
import { languages } from '../texts/languages.ts';
import { renderEmail, renderSms } from '../texts/render.ts';
import type { Contact } from './contact.ts';
import { factsOf } from './facts.ts';
import { answerLetterhead, letterhead, letterheadId } from './names.ts';
import type { Organisations } from './organisations.ts';

export type Outgoing = { readonly language: TextLanguage } & (
  | { readonly channel: 'email'; readonly email: OutgoingEmail }
  | { readonly channel: 'sms'; readonly sms: OutgoingSms }
);

export interface Composer {
  /** The message as it leaves, in memory only. @throws AppError when directory is out of reach */
  compose(row: SendableRow, contact: Contact): Promise<Outgoing>;
}

export interface ComposerParts {
  readonly organisations: Organisations;
  readonly receipts: ReceiptRenderer;
  readonly portalUrl: string;
  readonly clock: Clock;
}

export function createComposer({ organisations, receipts, portalUrl, clock }: ComposerParts): Composer {
  const portal = portalUrl.replace(/\/$/, '');
  return {
    async compose(row, contact) {
      const language = textLanguage(contact.language);
      const { complaint } = contact;
      const { particulars } = row;
      const marked = particulars.training === true;
      const [organisation, body, head] = await Promise.all([
        organisations.find(particulars.organisation ?? complaint?.snapshot?.organisation ?? ''),
        organisations.find(particulars.body ?? ''),
        organisations.find(complaint === undefined ? '' : letterheadId(complaint)),
      ]);
      const facts = factsOf(row, contact, { language, portal, now: clock.now(), organisation, body });
      if (row.channel === 'sms') {
        return {
          channel: 'sms',
          language,
          sms: { key: row._id, to: contact.phone, text: renderSms(row.template, facts, language, marked) },
        };
      }
      const platform = languages[language].words.platform;
      const sender = complaint === undefined ? platform : letterhead(complaint, head, language);
      const drawn = { name: contact.name, language, portal };
      const attachments: { filename: string; contentType: string; content: Buffer }[] = [];
      if (row.template === 'receipt' && complaint !== undefined) {
        const content = receipts.render({ complaint, ...drawn, letterhead: sender });
        attachments.push({ filename: `recepisse-${facts.reference}.pdf`, contentType: 'application/pdf', content });
      }
      if (['answered', 'refused'].includes(row.template) && complaint !== undefined && isAnswered(complaint)) {
        const by = await organisations.find(complaint.snapshot?.organisation ?? '');
        const content = receipts.renderAnswer({
          complaint,
          ...drawn,
          letterhead: answerLetterhead(complaint, by, language),
        });
        attachments.push({ filename: `reponse-${facts.reference}.pdf`, contentType: 'application/pdf', content });
      }
      const rendered = renderEmail(row.template, facts, language, sender, marked);
      return {
        channel: 'email',
        language,
        email: { key: row._id, to: contact.email, language, senderName: sender, ...rendered, attachments },
      };
    },
  };
}
