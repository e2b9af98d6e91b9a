import { createTypst, type Typst } from '@jamaa/typesetting';

/** Draws the pages of this service: receipts and answers, blank forms. */
export type Pages = Typst<'receipt' | 'form'>;

export const createPages = (): Pages => createTypst({ folder: import.meta.dirname, templates: ['receipt', 'form'] });
