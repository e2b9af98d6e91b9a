import { createTypstThreads, plain } from '@jamaa/typesetting';
import { type ReceiptInput, receiptView } from './view.ts';

export interface ReceiptRenderer {
  /** The receipt as PDF/A-2b. The same input gives the same page. */
  render(input: ReceiptInput): Promise<Buffer>;
  close(): Promise<void>;
}

/** Draws receipts beside the event loop: the bank's callbacks must not wait for pages. */
export function createReceiptRenderer(): ReceiptRenderer {
  const pages = createTypstThreads({ folder: import.meta.dirname, templates: ['receipt'] }, 1);
  return {
    async render(input) {
      const draw = (name: string) => pages.pdf('receipt', receiptView({ ...input, name }));
      // A letter that no font draws can only stand in the name that somebody typed: the receipt is worth more than it.
      const pdf = (await draw(plain(input.name))) ?? (await draw(''));
      if (pdf === undefined) throw new Error('the receipt cannot be drawn');
      return pdf;
    },
    close: () => pages.close(),
  };
}
