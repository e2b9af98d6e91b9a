import { type Html, html } from './html.ts';

/** One phrase in both languages; the Arabic one leads. */
export interface Bilingual {
  readonly ar: string;
  readonly fr: string;
}

/** Which development tool a page belongs to: its name in the banner, its own stylesheet. */
export interface PageTool {
  readonly name: Bilingual;
  readonly stylesheet: string;
}

/** The French half of a bilingual page, marked so that screen readers change voice. */
export const french = (text: string): Html => html`<span class="fr" lang="fr" dir="ltr">${text}</span>`;

/**
 * A whole page in Arabic, right to left, with the shared stylesheet and nothing from outside.
 * @param title shown in the tab and as the page's only h1; a title from outside may be a plain string
 */
export const layout = (tool: PageTool, title: Bilingual | string, body: Html): string => {
  const plain = typeof title === 'string';
  return html`<!doctype html>
<html lang="ar" dir="rtl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${plain ? title : title.ar} · جماعة</title>
<link rel="stylesheet" href="/assets/page.css">
<link rel="stylesheet" href="${tool.stylesheet}">
<link rel="icon" href="data:,">
</head>
<body>
<a class="skip" href="#content">انتقل إلى المحتوى</a>
<header class="banner">
<div class="banner-in">
<span class="brand"><span class="brand-mark" aria-hidden="true"></span>جماعة</span>
<p class="tool">${tool.name.ar} ${french(tool.name.fr)}</p>
</div>
</header>
<main id="content" tabindex="-1">
${plain ? html`<h1 dir="auto">${title}</h1>` : html`<h1>${title.ar} ${french(title.fr)}</h1>`}
${body}
</main>
</body>
</html>
`.text;
};
