import type { Both } from '../words/dates.ts';

/** Kinds of documents made from acts. */
export const documentKinds = [
  'extract',
  'full-copy',
  'fiche-individuelle',
  'fiche-familiale',
  'life-certificate',
  'family-book',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

export const isDocumentKind = (text: string): text is DocumentKind =>
  (documentKinds as readonly string[]).includes(text);

export type DocumentLanguage = 'ar' | 'fr';

/** A line of a form; empty in a language: barred there. */
export interface Row {
  readonly label: Both;
  readonly ar: string;
  readonly fr: string;
  /** In Tifinagh, where the act has it. */
  readonly zgh: string;
}

export interface Section {
  readonly title: Both | null;
  readonly rows: readonly Row[];
}

/** A table of persons. */
export interface List {
  readonly title: Both;
  readonly heads: readonly Both[];
  /** Widths of the columns, relative to each other. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly Both[])[];
}

export interface Margin {
  readonly title: Both;
  /** What stands there when there is nothing. */
  readonly none: Both;
  readonly entries: readonly (Both & { readonly number: number })[];
}

/** What differs from form to form. */
export interface Form {
  readonly title: Both;
  readonly opening: Both | null;
  readonly sections: readonly Section[];
  readonly lists: readonly List[];
  readonly margin: Margin | null;
  readonly certification: Both;
  /** Number and year of the act, and the like. */
  readonly identity: readonly { readonly label: Both; readonly value: string }[];
}

/** A document as its pages show it: words only, laid out by a template. */
export interface DocumentView extends Form {
  readonly language: DocumentLanguage;
  readonly letterhead: { readonly ar: readonly string[]; readonly fr: readonly string[] };
  readonly number: string;
  readonly made: Both;
  readonly officer: { readonly name: Both; readonly capacity: Both };
  /** SVG. */
  readonly qr: string;
  /** Its code, as a keyword of the file: a program finds it without reading the picture. */
  readonly token: string;
  readonly verify: Both;
  /** Where it is verified, as people can read it. */
  readonly address: string;
  readonly footer: Both;
  /** Date of the document, `[year, month, day]`. */
  readonly date: readonly number[];
}
