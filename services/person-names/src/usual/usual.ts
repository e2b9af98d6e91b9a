import { coreWords, foldName } from '../words.ts';
import { familyNames } from './family-names.ts';
import { firstNames } from './first-names.ts';

export interface UsualName {
  /** As it is written in registers. */
  readonly arabic: string;
  /** Best first. */
  readonly latin: readonly string[];
}

type Index = Map<string, UsualName[]>;
const byFolding: Index = new Map();
const byCore: Index = new Map();

function enter(index: Index, word: string, name: UsualName): void {
  const names = index.get(word) ?? [];
  if (!names.includes(name)) index.set(word, [...names, name]);
}

const listed = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

for (const line of `${firstNames}${familyNames}`.split('\n')) {
  const [arabic = '', spellings = ''] = line.split(':');
  const [suggested = '', known = ''] = spellings.split('|');
  if (arabic === '') continue;
  const name = { arabic, latin: listed(suggested) };
  for (const spelling of [arabic, ...name.latin, ...listed(known)]) {
    enter(byFolding, foldName(spelling).join(' '), name);
    enter(byCore, coreWords(spelling).join(' '), name);
  }
}

/** The common names of which a text folded by `foldName`, its words joined by a space, is a spelling. */
export const usualByFolding = (folded: string): readonly UsualName[] => byFolding.get(folded) ?? [];

/** The same of a word of `coreWords`: HASSAN is a spelling of حسن and, without its article, of الحسن. */
export const usualByCore = (word: string): readonly UsualName[] => byCore.get(word) ?? [];
