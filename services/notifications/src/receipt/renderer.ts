import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { type AnswerInput, answerView } from '../answer/view.ts';
import { plain } from './legible.ts';
import { type ReceiptInput, type ReceiptView, receiptView } from './view.ts';

export interface ReceiptRenderer {
  /** The receipt as PDF/A-2b. The same input gives the same page. */
  render(input: ReceiptInput): Buffer;
  /** An answer or a refusal, likewise. */
  renderAnswer(input: AnswerInput): Buffer;
}

/** After so many pages Typst drops what none of them has used: dropping costs time itself, never dropping costs memory. */
const PAGES_PER_EVICTION = 16;
const FONTS = ['amiri/400Regular', 'amiri/700Bold', 'noto-sans-tifinagh/400Regular'];

/** Typst in this process. Only the given fonts are used: whatever the machine has installed does not change a receipt. */
export function createReceiptRenderer(): ReceiptRenderer {
  const { resolve } = createRequire(import.meta.url);
  const fontPaths = FONTS.map((font) => dirname(resolve(`@expo-google-fonts/${font}/index.js`)));
  const template = readFileSync(join(import.meta.dirname, 'receipt.typ'), 'utf8');
  const compiler = NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontPaths }] });
  let pages = 0;
  const compile = (view: ReceiptView): Buffer | undefined => {
    try {
      return compiler.pdf(
        { mainFileContent: template, inputs: { view: JSON.stringify(view) } },
        { pdfStandard: 'a-2b' },
      );
    } catch {
      // The error quotes the page, the name included: it must not reach a log.
      return undefined;
    } finally {
      pages += 1;
      if (pages % PAGES_PER_EVICTION === 0) compiler.evictCache(1);
    }
  };
  return {
    render(input) {
      // A letter that no font draws can only stand in the name: the receipt is worth more than the name on it.
      const pdf = compile(receiptView(input)) ?? compile(receiptView({ ...input, name: '' }));
      if (pdf === undefined) throw new Error('the receipt cannot be rendered');
      return pdf;
    },
    renderAnswer(input) {
      const view = answerView(input);
      // What was written is worth more than a letter of it that no font draws.
      const pdf = compile(view) ?? compile(plainView(view));
      if (pdf === undefined) throw new Error('the answer cannot be rendered');
      return pdf;
    },
  };
}

const plainView = (view: ReceiptView): ReceiptView => ({
  ...view,
  intro: plain(view.intro),
  rows: view.rows.map(({ label, value }) => ({ label, value: plain(value) })),
  sections: view.sections.map((section) => ({ ...section, lines: section.lines.map(plain) })),
});
