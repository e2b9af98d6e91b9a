import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

export interface Typst {
  /** The page of a template with a view's words, as PDF/A-2b; `undefined` when it cannot be drawn. */
  pdf(template: 'receipt' | 'form', view: object): Buffer | undefined;
}

/** After so many pages Typst drops what none of them has used: dropping costs time itself, never dropping costs memory. */
const PAGES_PER_EVICTION = 16;
const FONTS = ['amiri/400Regular', 'amiri/700Bold', 'noto-sans-tifinagh/400Regular'];

/** Typst in this process. Only the given fonts are used: whatever the machine has installed does not change a page. */
export function createTypst(): Typst {
  const { resolve } = createRequire(import.meta.url);
  const fontPaths = FONTS.map((font) => dirname(resolve(`@expo-google-fonts/${font}/index.js`)));
  const read = (name: string): string => readFileSync(join(import.meta.dirname, `${name}.typ`), 'utf8');
  const templates = { receipt: read('receipt'), form: read('form') };
  const compiler = NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontPaths }] });
  let pages = 0;
  return {
    pdf(template, view) {
      try {
        return compiler.pdf(
          { mainFileContent: templates[template], inputs: { view: JSON.stringify(view) } },
          { pdfStandard: 'a-2b' },
        );
      } catch {
        // The error quotes the page, the name included: it must not reach a log.
        return undefined;
      } finally {
        pages += 1;
        if (pages % PAGES_PER_EVICTION === 0) compiler.evictCache(1);
      }
    },
  };
}
