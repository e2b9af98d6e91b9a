import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

export interface Typst<Template extends string> {
  /** The pages of a template with a view's words, as PDF/A-2b; `undefined` when they cannot be drawn. The same view gives the same bytes. */
  pdf(template: Template, view: object): Buffer | undefined;
}

export interface TypstOptions<Template extends string> {
  /** Folder that templates may import from. */
  readonly folder: string;
  /** Names of files in the folder, without `.typ`. */
  readonly templates: readonly Template[];
}

/** After so many documents Typst drops what none of them has used: dropping costs time itself, never dropping costs memory. */
const DOCUMENTS_PER_EVICTION = 32;
const FONTS = ['amiri/400Regular', 'amiri/700Bold', 'noto-sans-tifinagh/400Regular'];

/**
 * Typst in this process, over the caller's templates; a template reads its view as JSON from `sys.inputs.view`. Only the given
 * fonts are used (Amiri, Noto Sans Tifinagh): whatever the machine has installed does not change a page.
 * @throws Error when a template is not there
 */
export function createTypst<Template extends string>(options: TypstOptions<Template>): Typst<Template> {
  const { resolve } = createRequire(import.meta.url);
  const fontPaths = FONTS.map((font) => dirname(resolve(`@expo-google-fonts/${font}/index.js`)));
  const sources = new Map(
    options.templates.map((name) => [name, readFileSync(`${options.folder}/${name}.typ`, 'utf8')] as const),
  );
  const compiler = NodeCompiler.create({ workspace: options.folder, fontArgs: [{ fontPaths }] });
  let documents = 0;
  return {
    pdf(template, view) {
      try {
        return compiler.pdf(
          { mainFileContent: sources.get(template) ?? '', inputs: { view: JSON.stringify(view) } },
          { pdfStandard: 'a-2b' },
        );
      } catch {
        // The error quotes the page, the name included: it must not reach a log.
        return undefined;
      } finally {
        documents += 1;
        if (documents % DOCUMENTS_PER_EVICTION === 0) compiler.evictCache(1);
      }
    },
  };
}
