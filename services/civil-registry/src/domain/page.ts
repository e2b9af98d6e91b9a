import { type RegisterKey, registerId } from './identity.ts';

export interface PageKey extends RegisterKey {
  readonly volume: number;
  readonly page: number;
}

export const MAX_VOLUME = 999;
export const MAX_PAGE = 9_999;
/** Acts on one page: registers of the old form had two to ten, a table of names at the end many. Our rule. */
export const MAX_ACTS = 50;

const padded = (number: number, digits: number): string => String(number).padStart(digits, '0');

/** `03.451.01.09-1:birth:1961/001/0017`: the pages of a register follow each other in the order of their ids. */
export const pageId = (key: PageKey): string => `${registerId(key)}/${padded(key.volume, 3)}/${padded(key.page, 4)}`;

/** What the index says of a page. */
export interface Indexed {
  /** Numbers in the page's register, ascending, each once. */
  readonly acts: readonly number[];
  /** SHA-256 of the scan that belongs here, hexadecimal; empty: not told. */
  readonly sha256: string;
}

/** The image that a page has. */
export interface Scan {
  readonly id: string;
  readonly sha256: string;
}

export interface PageState extends Indexed {
  readonly scan?: Scan | undefined;
}

/** What is to be done: links are entered or changed, an image is given. Both false: the page says that already. */
export type PageDecision =
  | { readonly next: PageState; readonly linked: boolean; readonly imaged: boolean }
  | { readonly refused: 'sha256-differs' | 'has-image' };

/** One act number each, in order: two lists of the same acts are equal. */
export const inOrder = (acts: readonly number[]): number[] => [...new Set(acts)].sort((a, b) => a - b);

/**
 * What becomes of a page when somebody tells of it, with its scan or without. A digest once told is not another one later, and an image is
 * not replaced: what was seen beside an act stays what it was.
 */
export function decidePage(before: PageState | undefined, asked: Indexed, scan?: Scan): PageDecision {
  const told = before?.sha256 ?? '';
  if (told !== '' && asked.sha256 !== '' && told !== asked.sha256) return { refused: 'sha256-differs' };
  const sha256 = asked.sha256 === '' ? told : asked.sha256;
  const kept = before?.scan;
  if (kept !== undefined && scan !== undefined && kept.id !== scan.id) return { refused: 'has-image' };
  const now = kept ?? scan;
  if (now !== undefined && sha256 !== '' && now.sha256 !== sha256) return { refused: 'sha256-differs' };
  const acts = inOrder(asked.acts);
  const linked = before === undefined || before.sha256 !== sha256 || before.acts.join() !== acts.join();
  return { next: { acts, sha256, scan: now }, linked, imaged: kept === undefined && scan !== undefined };
}
