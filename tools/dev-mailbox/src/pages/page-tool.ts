import type { PageTool } from '@jamaa/dev-issuer/page';

/** How this tool's pages present themselves. */
export const pageTool: PageTool = {
  name: { ar: 'علبة رسائل التطوير', fr: 'Boîte de développement' },
  stylesheet: '/assets/mailbox.css',
};

/** The tool's own stylesheets, path → file. */
export const stylesheets = { [pageTool.stylesheet]: new URL('./mailbox.css', import.meta.url) };
