import { french, type Html, html } from '@jamaa/dev-issuer/page';
import type { Message } from '../message.ts';

const moment = new Intl.DateTimeFormat('ar-MA', {
  timeZone: 'Africa/Casablanca',
  dateStyle: 'long',
  timeStyle: 'medium',
});

/** A time as people in Morocco write it, with the exact instant for machines. */
export const timeOf = (message: Message): Html =>
  html`<time datetime="${message.receivedAt}">${moment.format(new Date(message.receivedAt))}</time>`;

/** The heading of a message: an e-mail's subject, an SMS's text. */
export const titleOf = (message: Message): string =>
  message.channel === 'sms' ? message.text : message.subject || '(بلا موضوع)';

/** Addresses and numbers read left to right whatever surrounds them. */
export const address = (value: string): Html => html`<bdi lang="en" dir="ltr">${value}</bdi>`;

/** What kind of message it is, and whether it came more than once. */
export const tagsOf = (message: Message): Html => {
  const kind = message.channel === 'sms' ? html`رسالة قصيرة ${french('SMS')}` : html`بريد ${french('E-mail')}`;
  const repeated =
    message.channel === 'sms'
      ? message.attempts > 1 && html`<span class="badge sand">المحاولات: ${message.attempts} ${french('essais')}</span>`
      : message.duplicateOf !== undefined && html`<span class="badge sand">مكرر ${french('doublon')}</span>`;
  return html`<span class="tags">${repeated}<span class="badge">${kind}</span></span>`;
};
