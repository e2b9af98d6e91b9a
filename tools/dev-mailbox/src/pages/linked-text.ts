import { type Html, html } from '@jamaa/dev-issuer/page';

const link = /(https?:\/\/[^\s<>"'،؛]+?)(?=[.,;:!?)\]}»]*(?:[\s<>"'،؛]|$))/g;

/** Plain text with its web addresses as links; everything else is escaped. */
export const linkedText = (text: string): Html =>
  html`${text
    .split(link)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}" rel="noreferrer" dir="ltr">${part}</a>` : part))}`;
