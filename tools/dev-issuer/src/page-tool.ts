import type { PageTool } from './page/index.ts';

/** How this tool's pages present themselves. */
export const pageTool: PageTool = {
  name: { ar: 'تسجيل الدخول في بيئة التطوير', fr: 'Connexion de développement' },
  stylesheet: '/assets/sign-in.css',
};

/** The tool's own stylesheets, path → file. */
export const stylesheets = { [pageTool.stylesheet]: new URL('./sign-in.css', import.meta.url) };
