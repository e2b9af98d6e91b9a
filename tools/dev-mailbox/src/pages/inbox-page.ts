import { french, type Html, html, layout } from '@jamaa/dev-issuer/page';
import type { Message } from '../message.ts';
import type { Search } from '../store/search.ts';
import type { Found } from '../store/store.ts';
import { pageTool } from './page-tool.ts';
import { address, tagsOf, timeOf, titleOf } from './parts.ts';

const channels = [
  ['', 'الكل · Tous'],
  ['email', 'البريد الإلكتروني · E-mail'],
  ['sms', 'الرسائل القصيرة · SMS'],
] as const;

const filters = (search: Search): Html => html`<form class="filters" method="get" action="/" role="search">
<label><span>المرسل إليه ${french('Destinataire')}</span>
<input name="to" value="${search.to}" dir="ltr" autocomplete="off" spellcheck="false"></label>
<label><span>النص ${french('Texte')}</span><input type="search" name="text" value="${search.text}" dir="auto"></label>
<label><span>القناة ${french('Canal')}</span><select name="channel">${channels.map(
  ([value, label]) =>
    html`<option value="${value}"${value === (search.channel ?? '') && html` selected`}>${label}</option>`,
)}</select></label>
<button class="button" type="submit">بحث ${french('Chercher')}</button>
</form>`;

const excerptOf = (message: Message): Html | false =>
  message.channel === 'email' &&
  message.text !== undefined &&
  html`<span class="excerpt" dir="auto">${message.text.slice(0, 160)}</span>`;

const files = (message: Message): Html | false =>
  message.channel === 'email' &&
  message.attachments.length > 0 &&
  html`<span class="note">المرفقات: ${message.attachments.length} ${french('pièces jointes')}</span>`;

const item = (message: Message): Html => html`<li><a class="message" href="/view/${message.id}">
<span class="subject" dir="auto">${titleOf(message).slice(0, 160)}</span>
${tagsOf(message)}
<span class="recipients">إلى ${message.to.map((to, index) => html`${index > 0 && '، '}${address(to)}`)}</span>
<span class="when">${timeOf(message)}</span>
${excerptOf(message)}${files(message)}
</a></li>`;

const list = ({ total, messages }: Found): Html =>
  messages.length === 0
    ? html`<p class="card empty">لا توجد رسائل. ${french('Aucun message.')}</p>`
    : html`<p class="note" role="status">${messages.length} من ${total} ${french(`${messages.length} sur ${total}`)}</p>
<ol class="messages card" role="list">${messages.map(item)}</ol>`;

/** The list of messages, newest first, with its filters. */
export const inboxPage = (search: Search, found: Found): string =>
  layout(pageTool, { ar: 'الرسائل', fr: 'Messages' }, html`${filters(search)}${list(found)}`);
