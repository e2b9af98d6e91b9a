export interface TextBlock {
  readonly kind: 'paragraph' | 'quote';
  readonly text: string;
}

export interface TableBlock {
  readonly kind: 'table';
  readonly rows: readonly { readonly label: string; readonly value: string }[];
}

export type Block = TextBlock | TableBlock;

export interface Page {
  readonly language: string;
  readonly direction: 'rtl' | 'ltr';
  readonly title: string;
  readonly head: readonly string[];
  readonly blocks: readonly Block[];
  readonly platform: string;
  readonly footer: string;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
const lines = (text: string): string => escapeHtml(text).replaceAll('\n', '<br>');

const GREEN = '#00563f';
const INK = '#1d2521';

const CELL = 'padding:6px 0;vertical-align:top';
const LABEL = `${CELL};padding-inline-end:16px;text-align:start;font-weight:normal;color:#5a655f;white-space:nowrap`;

function block(one: Block): string {
  if (one.kind === 'table') {
    const rows = one.rows.map(
      ({ label, value }) =>
        `<tr><th scope="row" style="${LABEL}">${escapeHtml(label)}</th><td style="${CELL};font-weight:bold"><bdi>${lines(value)}</bdi></td></tr>`,
    );
    return `<table style="border-collapse:collapse;margin:0 0 16px">${rows.join('')}</table>`;
  }
  if (one.kind === 'paragraph') return `<p style="margin:0 0 16px">${lines(one.text)}</p>`;
  const look = `margin:0 0 16px;padding:12px 16px;background:#f3f6f4;border-inline-start:4px solid ${GREEN}`;
  return `<blockquote dir="auto" style="${look}">${lines(one.text)}</blockquote>`;
}

/** An e-mail's markup: one column, inline styles, no pictures and nothing loaded from anywhere; what people wrote is escaped. */
export const htmlPage = (page: Page): string => `<!doctype html>
<html lang="${page.language}" dir="${page.direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(page.title)}</title></head>
<body dir="${page.direction}" style="margin:0;background:#eef1ef;color:${INK};font-family:'Segoe UI',Tahoma,Arial,sans-serif;font-size:16px;line-height:1.7">
<div style="max-width:600px;margin:0 auto;background:#ffffff">
<div style="padding:20px 28px;border-top:6px solid ${GREEN};border-bottom:1px solid #d9dfdb;text-align:center">
${page.head.map((line, index) => `<div style="${index === 0 ? 'color:#5a655f' : `font-size:18px;font-weight:bold;color:${GREEN}`}">${escapeHtml(line)}</div>`).join('\n')}
</div>
<div style="padding:24px 28px">
${page.blocks.map(block).join('\n')}
</div>
<div style="padding:16px 28px;border-top:1px solid #d9dfdb;color:#5a655f;font-size:13px">${escapeHtml(page.platform)}<br>${escapeHtml(page.footer)}</div>
</div>
</body>
</html>
`;
