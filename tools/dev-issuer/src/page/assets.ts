import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A file of the pages: bytes and media type. */
export interface Asset {
  readonly type: string;
  readonly body: Buffer;
}

const fontFile = /^\/assets\/(ibm-plex-sans-arabic-(?:arabic|latin)-(?:400|600)-normal\.woff2)$/;

/**
 * A stylesheet or a font by its path under /assets/; undefined for anything else.
 * @param stylesheets the tool's own stylesheets, path → file
 */
export const findAsset = (path: string, stylesheets: Readonly<Record<string, URL>>): Asset | undefined => {
  const css = path === '/assets/page.css' ? new URL('./page.css', import.meta.url) : stylesheets[path];
  if (css) return { type: 'text/css; charset=utf-8', body: readFileSync(css) };
  const font = fontFile.exec(path)?.[1];
  if (font === undefined) return undefined;
  const file = fileURLToPath(import.meta.resolve(`@fontsource/ibm-plex-sans-arabic/files/${font}`));
  return { type: 'font/woff2', body: readFileSync(file) };
};

/**
 * The headers of every page: no script, no frame around it, nothing from outside.
 * A form may lead to any port of this machine, because browsers apply form-action to the redirects after it too.
 */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; frame-src 'self'; base-uri 'none'; " +
    "frame-ancestors 'none'; form-action 'self' http://localhost:* http://127.0.0.1:*",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

/** The headers of an asset. */
export const assetHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'max-age=60',
  'x-content-type-options': 'nosniff',
};
