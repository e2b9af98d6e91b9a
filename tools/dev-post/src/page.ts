import { type Bilingual, french, type Html, html, layout, type PageTool } from '@jamaa/dev-issuer/page';
import type { Envelope } from './store.ts';

const tool: PageTool = {
  name: { ar: 'بريد للتطوير', fr: 'Poste de développement' },
  stylesheet: '/assets/page.css',
};

/** What may happen to an envelope here; the API takes any other word too. */
const statuses: Readonly<Record<string, Bilingual>> = {
  accepted: { ar: 'تم الإيداع', fr: 'Déposé' },
  'in-transit': { ar: 'في الطريق', fr: 'En cours d’acheminement' },
  'notice-left': { ar: 'ترك إشعار', fr: 'Avis de passage' },
  delivered: { ar: 'تم التسليم', fr: 'Distribué' },
  returned: { ar: 'أعيد إلى المرسل', fr: 'Retourné' },
};

const item = ({ trackingNumber, status, grams, recipient }: Envelope): Html => html`<li class="card">
<h2><bdi lang="en" dir="ltr">${trackingNumber}</bdi></h2>
<p>${statuses[status]?.ar ?? status} ${french(statuses[status]?.fr ?? status)} · <bdi dir="ltr">${grams} g</bdi></p>
<p dir="auto">${recipient.name}، ${recipient.city}</p>
<form method="post" action="/envelopes/${trackingNumber}/status">${Object.entries(statuses).map(
  ([word, { ar, fr }]) => html`<button class="button" name="status" value="${word}">${ar} ${french(fr)}</button> `,
)}</form></li>`;

export const envelopesPage = (envelopes: readonly Envelope[]): string =>
  layout(
    tool,
    { ar: 'الرسائل المضمونة', fr: 'Envois recommandés' },
    envelopes.length === 0
      ? html`<p class="card empty">لا رسائل بعد. ${french('Aucun envoi.')}</p>`
      : html`<ol role="list">${envelopes.map(item)}</ol>`,
  );
