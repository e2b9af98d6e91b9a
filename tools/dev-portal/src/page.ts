import { french, type Html, html, layout, type PageTool } from '@jamaa/dev-issuer/page';
import type { PortalCase } from './store.ts';

const tool: PageTool = {
  name: { ar: 'بوابة وطنية للتطوير', fr: 'Portail national de développement' },
  stylesheet: '/assets/page.css',
};

const step = ({ status, at, message, attempts }: PortalCase['statuses'][number]): Html =>
  html`<li><bdi lang="en" dir="ltr">${status}</bdi> <time datetime="${at}">${at.slice(0, 16)}</time>${
    attempts > 1 && html` ×${attempts}`
  }${message !== undefined && html`<p dir="auto">${message}</p>`}</li>`;

const item = (one: PortalCase): Html => html`<li class="card">
<h2><bdi lang="en" dir="ltr">${one.number}</bdi></h2>
<p dir="auto">${one.description}</p>
<p class="note">${one.category} · ${one.commune} · ${one.state}</p>
<ol>${one.statuses.map(step)}</ol>
</li>`;

/** Cases, newest change first, each with what the platform has reported of it; and a form to make one. */
export const casesPage = (cases: readonly PortalCase[]): string =>
  layout(
    tool,
    { ar: 'الشكايات', fr: 'Réclamations' },
    html`<form class="card" method="post" action="/cases">
<label><span>شكاية جديدة بصفرو ${french('Nouvelle réclamation à Sefrou')}</span><input name="description" required dir="auto"></label>
<button class="button" type="submit">إيداع ${french('Déposer')}</button></form>
${cases.length === 0 ? html`<p class="card empty">لا توجد شكايات. ${french('Aucune réclamation.')}</p>` : html`<ol role="list">${cases.map(item)}</ol>`}`,
  );
