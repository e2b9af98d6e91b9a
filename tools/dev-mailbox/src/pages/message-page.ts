import { french, type Html, html, layout } from '@jamaa/dev-issuer/page';
import type { EmailMessage, Message, SmsMessage } from '../message.ts';
import { linkedText } from './linked-text.ts';
import { pageTool } from './page-tool.ts';
import { address, tagsOf, timeOf, titleOf } from './parts.ts';

const fact = (ar: string, fr: string, value: Html): Html => html`<dt>${ar} ${french(fr)}</dt><dd>${value}</dd>`;

const factsOf = (message: Message): Html => html`<dl class="facts card">
${message.from !== undefined && fact('من', 'De', address(message.from))}
${fact('إلى', 'À', html`${message.to.map((to, index) => html`${index > 0 && '، '}${address(to)}`)}`)}
${fact('التاريخ', 'Date', timeOf(message))}
${fact('المعرف', 'Clé', address(message.key))}
${message.channel === 'sms' && fact('المحاولات', 'Essais', html`${message.attempts}`)}
${
  message.channel === 'email' &&
  message.duplicateOf !== undefined &&
  fact('مكرر', 'Doublon', html`<a href="/view/${message.duplicateOf}">الرسالة الأولى ${french('le premier')}</a>`)
}
</dl>`;

const textBlock = (text: string): Html => html`<div class="card body-text" dir="auto">${linkedText(text)}</div>`;

const size = (bytes: number): string => (bytes < 1_024 ? `${bytes} B` : `${(bytes / 1_024).toFixed(1)} kB`);

const attachmentsOf = (message: EmailMessage): Html | false =>
  message.attachments.length > 0 &&
  html`<h2>المرفقات ${french('Pièces jointes')}</h2>
<ul class="attachments" role="list">${message.attachments.map(
    (file, index) =>
      html`<li><a href="/messages/${message.id}/attachments/${index}"><bdi>${file.filename}</bdi></a>
<span class="note" lang="en" dir="ltr">${file.contentType}, ${size(file.size)}</span></li>`,
  )}</ul>`;

const emailBody = (message: EmailMessage): Html => {
  const { html: markup, text } = message;
  if (markup === undefined) return textBlock(text ?? '');
  return html`<iframe class="body-html" src="/view/${message.id}/html" title="نص الرسالة · Corps du message"
sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
${text !== undefined && html`<details><summary>النص الخام ${french('Version texte')}</summary>${textBlock(text)}</details>`}`;
};

const headersOf = (message: EmailMessage): Html => html`<details><summary>الرؤوس ${french('En-têtes')}</summary>
<div class="card body-text headers" lang="en" dir="ltr">${message.headers.map(({ name, value }) => `${name}: ${value}\n`)}</div></details>`;

const bodyOf = (message: EmailMessage | SmsMessage): Html =>
  message.channel === 'sms'
    ? textBlock(message.text)
    : html`${emailBody(message)}${attachmentsOf(message)}${headersOf(message)}`;

const back = html`<p class="back"><a href="/"><span aria-hidden="true">→</span> كل الرسائل ${french('Tous les messages')}</a></p>`;

/** One message: who, when, what, with its files. */
export const messagePage = (message: Message): string => {
  const title = message.channel === 'sms' ? { ar: 'رسالة قصيرة', fr: 'SMS' } : titleOf(message);
  return layout(pageTool, title, html`${back}${tagsOf(message)}${factsOf(message)}${bodyOf(message)}`);
};

/** Shown for a message that was dropped or never came. */
export const missingPage = (): string =>
  layout(
    pageTool,
    { ar: 'الرسالة غير موجودة', fr: 'Message introuvable' },
    html`<p>ربما حذفت لأنها قديمة. ${french('Il a pu être supprimé, étant ancien.')}</p>${back}`,
  );
