import { plain } from '@jamaa/typesetting';
import { type AnswerInput, answerView } from '../answer/view.ts';
import { createPages, type Pages } from './pages.ts';
import { type ReceiptInput, type ReceiptView, receiptView } from './view.ts';

export interface ReceiptRenderer {
  /** The receipt as PDF/A-2b. The same input gives the same page. */
  render(input: ReceiptInput): Buffer;
  /** An answer or a refusal, likewise. */
  renderAnswer(input: AnswerInput): Buffer;
}

/** Draws receipts. */
export function createReceiptRenderer(pages: Pages = createPages()): ReceiptRenderer {
  return {
    render(input) {
      // A letter that no font draws can only stand in what people typed: the receipt is worth more than the name on it.
      const pdf = pages.pdf('receipt', receiptView(input)) ?? pages.pdf('receipt', receiptView(withoutTyped(input)));
      if (pdf === undefined) throw new Error('the receipt cannot be rendered');
      return pdf;
    },
    renderAnswer(input) {
      const view = answerView(input);
      // What was written is worth more than a letter of it that no font draws.
      const pdf = pages.pdf('receipt', view) ?? pages.pdf('receipt', plainView(view));
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

const withoutTyped = ({ complaint, ...input }: ReceiptInput): ReceiptInput => ({
  ...input,
  name: '',
  complaint: { ...complaint, representative: undefined, paperNumber: '' },
});
