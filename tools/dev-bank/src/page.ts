import { type Bilingual, french, type Html, html, layout, type PageTool } from '@jamaa/dev-issuer/page';
import { type Behaviour, behaviours, type Payment } from './store.ts';

const tool: PageTool = {
  name: { ar: 'بنك للتطوير، لا يؤدى فيه شيء', fr: 'Banque de développement, rien n’y est payé' },
  stylesheet: '/assets/page.css',
};

const words: Readonly<Record<Behaviour, Bilingual>> = {
  approve: { ar: 'قبول الأداء', fr: 'Accepter le paiement' },
  refuse: { ar: 'رفض البطاقة', fr: 'Refuser la carte' },
  twice: { ar: 'قبول وإخبار مرتين', fr: 'Accepter, et le dire deux fois' },
  late: { ar: 'قبول وإخبار متأخر', fr: 'Accepter, et le dire plus tard' },
  never: { ar: 'قبول دون إخبار', fr: 'Accepter, et ne jamais le dire' },
  forged: { ar: 'إخبار مزور', fr: 'Une annonce falsifiée, sans paiement' },
  double: { ar: 'اقتطاع مرتين', fr: 'Débiter deux fois' },
  reordered: { ar: 'قبول ثم إخبار برفض', fr: 'Accepter, puis annoncer un refus' },
};

const dirhams = (centimes: number): string => (centimes / 100).toFixed(2);

const choice = (one: Behaviour): Html =>
  html`<li><label><input type="radio" name="behaviour" value="${one}" required${
    one === 'approve' && html` checked`
  }> ${words[one].ar} ${french(words[one].fr)}</label></li>`;

/** The hosted page: no card is asked for, what the bank is to do is chosen. */
export const payPage = ({ oid, amount }: Payment): string =>
  layout(
    tool,
    { ar: 'أداء إلكتروني', fr: 'Paiement en ligne' },
    html`<p class="note">صفحة للتطوير فقط: لا تدخلوا أي رقم بطاقة. ${french('Page de développement : ne saisissez aucun numéro de carte.')}</p>
<dl class="card"><dt>المبلغ ${french('Montant')}</dt><dd><bdi dir="ltr">${dirhams(amount)} MAD</bdi></dd>
<dt>الطلب ${french('Commande')}</dt><dd><bdi lang="en" dir="ltr">${oid}</bdi></dd></dl>
<form class="card" method="post" action="/pay/${encodeURIComponent(oid)}">
<fieldset><legend>ما الذي يفعله البنك؟ ${french('Que fait la banque ?')}</legend><ul role="list">${behaviours.map(choice)}</ul></fieldset>
<button class="button" type="submit">متابعة ${french('Continuer')}</button></form>`,
  );

/** Back to the shop, as the bank sends the browser: a form of its own fields. */
export const donePage = ({ fields }: Payment, success: boolean): string =>
  layout(
    tool,
    success ? { ar: 'تمت العملية', fr: 'Opération terminée' } : { ar: 'رفض الأداء', fr: 'Paiement refusé' },
    html`<form class="card" method="post" action="${fields[success ? 'okUrl' : 'failUrl'] ?? ''}">
<button class="button" type="submit">العودة إلى الموقع ${french('Retour au site')}</button></form>`,
  );

export const errorPage = (text: Bilingual): string =>
  layout(tool, text, html`<p class="card">${text.ar} ${french(text.fr)}</p>`);

const item = (one: Payment): Html => html`<li class="card"><h2><bdi lang="en" dir="ltr">${one.oid}</bdi></h2>
<p><bdi dir="ltr">${dirhams(one.amount)} MAD</bdi></p>
<ul>${one.transactions.map((t) => html`<li lang="en" dir="ltr">${t.transaction}: ${t.state}${t.refunded > 0 && html`, refunded ${dirhams(t.refunded)}`}</li>`)}
${one.callbacks.map((c) => html`<li lang="en" dir="ltr">callback ${c.code}: ${c.status} ${c.answer}</li>`)}</ul></li>`;

export const listPage = (payments: readonly Payment[]): string =>
  layout(
    tool,
    { ar: 'الأداءات', fr: 'Paiements' },
    payments.length === 0
      ? html`<p class="card empty">لا أداء بعد. ${french('Aucun paiement.')}</p>`
      : html`<ol role="list">${payments.map(item)}</ol>`,
  );
