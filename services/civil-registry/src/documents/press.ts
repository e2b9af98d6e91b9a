import { join } from 'node:path';
import { AppError } from '@jamaa/kit';
import { createTypstThreads } from '@jamaa/typesetting';
import type { DocumentKind, DocumentView } from './forms/view.ts';
import type { Seal } from './signing/seal.ts';

export interface Printed {
  readonly pdf: Buffer;
  readonly pages: number;
}

/** Documents, and volumes of registers. */
export type PrintKind = DocumentKind | 'register';

/** Draws and seals documents. */
export interface Press {
  /** @throws AppError `validation-failed` when a letter of the act is one that no font of ours draws */
  print(kind: PrintKind, view: DocumentView, facts: { readonly at: Date; readonly location: string }): Promise<Printed>;
  close(): Promise<void>;
}

const TEMPLATES = ['document', 'full-copy', 'family-book', 'register'] as const;
const templateOf = (kind: PrintKind): (typeof TEMPLATES)[number] =>
  kind === 'full-copy' || kind === 'family-book' || kind === 'register' ? kind : 'document';

export function createPress(seal: Seal, threads: number): Press {
  const typst = createTypstThreads({ folder: join(import.meta.dirname, 'templates'), templates: TEMPLATES }, threads);
  return {
    close: () => typst.close(),
    async print(kind, view, { at, location }) {
      const drawn = await typst.pdf(templateOf(kind), view);
      // Civil status is not drawn with a letter left out: the act is to be looked at.
      if (drawn === undefined) throw new AppError('validation-failed', 'the act holds a letter that cannot be printed');
      const facts = { at, location, name: view.letterhead.fr.at(-1) ?? '', reason: `${view.title.fr} ${view.number}` };
      return { pdf: await seal.seal(drawn, facts), pages: pagesOf(drawn) };
    },
  };
}

const pagesOf = (pdf: Buffer): number =>
  Number(/\/Type \/Pages\s+\/Count (\d+)/.exec(pdf.toString('latin1'))?.[1] ?? 1);
