import { createTypst, type Typst } from './typst.ts';
import { type ReceiptInput, receiptView } from './view.ts';

export interface ReceiptRenderer {
  /** The receipt as PDF/A-2b. The same input gives the same page. */
  render(input: ReceiptInput): Buffer;
}

/** Draws receipts. */
export function createReceiptRenderer(typst: Typst = createTypst()): ReceiptRenderer {
  return {
    render(input) {
      // A letter that no font draws can only stand in what people typed: the receipt is worth more than the name on it.
      const pdf = typst.pdf('receipt', receiptView(input)) ?? typst.pdf('receipt', receiptView(withoutTyped(input)));
      if (pdf === undefined) throw new Error('the receipt cannot be rendered');
      return pdf;
    },
  };
}

const withoutTyped = ({ complaint, ...input }: ReceiptInput): ReceiptInput => ({
  ...input,
  name: '',
  complaint: { ...complaint, representative: undefined, paperNumber: '' },
});
