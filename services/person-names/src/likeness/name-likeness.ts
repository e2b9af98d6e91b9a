import { type Sounds, soundsOf } from '../sounds/sounds.ts';
import { type NameInScripts, type Script, scripts } from '../types.ts';
import { type UsualName, usualByCore } from '../usual/usual.ts';
import { coreWords } from '../words.ts';
import { soundLikeness } from './sound-distance.ts';

/** Two usual spellings of one name; the same sounds. */
const SAME_NAME = 0.97;
/** HASSAN is not a slip for HOUSSAINE: two names that are both known, and known as different ones. */
const OTHER_NAME = 0.6;
/** What each word costs that the other name does not have: clerks leave out second names. */
const EXTRA_WORD = 0.06;
const MOST_WORDS = 4;
/** A slip stands in one script: the better one says more. */
const BEST = 0.6;

interface Word {
  readonly text: string;
  readonly sounds: Sounds;
  readonly usual: readonly UsualName[];
}

/** A name read once for many comparisons: words of each script in which it is known. */
export type ReadName = ReadonlyMap<Script, readonly Word[]>;

const readWord = (text: string): Word => ({ text, sounds: soundsOf(text), usual: usualByCore(text) });

export function readName(name: NameInScripts | undefined): ReadName {
  const read = new Map<Script, readonly Word[]>();
  for (const script of scripts) {
    const words = coreWords(name?.[script] ?? '').slice(0, MOST_WORDS);
    if (words.length > 0) read.set(script, words.map(readWord));
  }
  return read;
}

function wordLikeness(a: Word, b: Word): number {
  if (a.text === b.text) return 1;
  const alike = Math.min(soundLikeness(a.sounds, b.sounds), SAME_NAME);
  if (alike === SAME_NAME || a.usual.some((name) => b.usual.includes(name))) return SAME_NAME;
  return a.usual.length > 0 && b.usual.length > 0 ? Math.min(alike, OTHER_NAME) : alike;
}

/** The best sum over ways of giving each word of the shorter name one of the longer. */
function bestSum(short: readonly Word[], long: readonly Word[]): number {
  const [head, ...rest] = short;
  if (head === undefined) return 0;
  return Math.max(...long.map((word, at) => wordLikeness(head, word) + bestSum(rest, long.toSpliced(at, 1))));
}

const joined = (words: readonly Word[]): Word => readWord(words.map(({ text }) => text).join(''));

function wordsLikeness(a: readonly Word[], b: readonly Word[]): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const apart = Math.max(0, bestSum(short, long) / short.length - EXTRA_WORD * (long.length - short.length));
  return short.length === long.length ? apart : Math.max(apart, wordLikeness(joined(a), joined(b)));
}

/**
 * Likeness of two names, 0 to 1; undefined when one has no letter. The best of all scripts counts for more than the worst of those that
 * both are written in; where they share none, any script is compared with any other by sounds. Symmetric.
 */
export function nameLikeness(a: ReadName, b: ReadName): number | undefined {
  const shared: number[] = [];
  const across: number[] = [];
  for (const [script, words] of a) {
    for (const [other, others] of b) (script === other ? shared : across).push(wordsLikeness(words, others));
  }
  if (shared.length === 0) return across.length === 0 ? undefined : Math.max(...across);
  return BEST * Math.max(...shared, ...across) + (1 - BEST) * Math.min(...shared);
}
