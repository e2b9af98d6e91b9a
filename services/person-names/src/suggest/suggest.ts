import { characters } from '../rules/characters.ts';
import { nameViolations } from '../rules/violations.ts';
import { scriptOf } from '../script.ts';
import type { Script } from '../types.ts';
import { usualByFolding } from '../usual/usual.ts';
import { foldName, grouped } from '../words.ts';
import { latinOfArabic } from './arabic-to-latin.ts';
import { arabicOfLatin } from './latin-to-arabic.ts';
import { tifinaghOfArabic, tifinaghOfLatin } from './to-tifinagh.ts';

/** A spelling offered to the clerk: `usual` in registers, or made by `rules`. It never becomes a legal name by itself. */
export interface Suggestion {
  readonly text: string;
  readonly source: 'usual' | 'rules';
}

const MOST = 5;
const MOST_WORDS = 8;
const LONGEST = 120;

interface Word {
  readonly raw: string;
  readonly folded: string;
}

const wordsOf = (text: string): Word[] =>
  text
    .normalize('NFKC')
    .slice(0, LONGEST)
    .replaceAll(/[\p{Mn}ـ'’]/gu, '')
    .split(/[^\p{L}]+/u)
    .map((raw) => ({ raw, folded: foldName(raw).join('') }))
    .filter(({ folded }) => folded !== '')
    .slice(0, MOST_WORDS);

const usual = (text: string): Suggestion => ({ text, source: 'usual' });
const ruled = (text: string): Suggestion => ({ text, source: 'rules' });

function inTifinagh(group: readonly Word[], from: Script): Suggestion[] {
  const known = usualByFolding(foldName(group.map(({ raw }) => raw).join(' ')).join(' '))[0];
  const best = known?.latin[0];
  if (known !== undefined && best !== undefined) {
    const [latin, arabic] = [best.toLowerCase().split(/[^a-z]+/u), known.arabic.split(' ')];
    const text = latin.map((word, at) =>
      tifinaghOfLatin(word, latin.length === arabic.length ? arabic[at] : known.arabic),
    );
    return [ruled(text.join(' '))];
  }
  if (from === 'latin') return [ruled(group.map(({ folded }) => tifinaghOfLatin(folded)).join(' '))];
  const parts = group.map(({ raw }) => tifinaghOfArabic(raw));
  return [0, 1].map((which) => ruled(parts.map((part) => part[which] ?? '').join(' ')));
}

function candidates(group: readonly Word[], from: Script, to: Script): Suggestion[] {
  if (to === 'tifinagh') return inTifinagh(group, from);
  const known = usualByFolding(foldName(group.map(({ raw }) => raw).join(' ')).join(' '));
  const spellings = known.flatMap((name) => (to === 'latin' ? name.latin : [name.arabic]));
  if (spellings.length > 0) return spellings.map(usual);
  const rules =
    to === 'latin' ? latinOfArabic(group.map(({ raw }) => raw)) : arabicOfLatin(group.map(({ folded }) => folded));
  return rules.map(ruled);
}

/** Every way of taking one candidate a group, those with the better ones first. */
function combined(groups: readonly (readonly Suggestion[])[]): Suggestion[] {
  let ways: { text: string; source: Suggestion['source']; rank: number }[] = [{ text: '', source: 'usual', rank: 0 }];
  for (const group of groups) {
    ways = ways
      .flatMap((way) =>
        group.map(({ text, source }, at) => ({
          text: `${way.text} ${text}`.trim(),
          source: way.source === 'usual' ? source : way.source,
          rank: way.rank + at,
        })),
      )
      .sort((a, b) => a.rank - b.rank)
      .slice(0, MOST * 2);
  }
  return ways.map(({ text, source }) => ({ text, source }));
}

const mayBeFirstName = (text: string, script: Script): boolean =>
  nameViolations({ firstNames: { [script]: text }, familyName: {} }).length === 0;

/**
 * Spellings of a name in another script, best first, at most five, each with characters that are allowed there; a name that may be a first
 * name is never spelt as something that may not (سئ as the title SI). For a person to choose from: names in three scripts are three legal fields. Empty for a name without letters, one that is in the script already, and from
 * Tifinagh. Latin comes in capitals, in Moroccan French spelling.
 */
export function suggestions(name: string, to: Script): Suggestion[] {
  const from = scriptOf(name.slice(0, LONGEST));
  if (from === undefined || from === to || from === 'tifinagh') return [];
  const words = wordsOf(name);
  const whole = to === 'tifinagh' ? [] : candidatesOfWhole(words, to);
  const groups = grouped(words, ({ folded }) => folded).map((group) =>
    candidates(group, from, to).filter(({ text }) => text.trim() !== ''),
  );
  const first = mayBeFirstName(name, from);
  const found = new Map<string, Suggestion>();
  for (const one of [...whole, ...combined(groups)]) {
    if (found.has(one.text) || !characters[to].test(one.text)) continue;
    if (!first || mayBeFirstName(one.text, to)) found.set(one.text, one);
  }
  return [...found.values()].slice(0, MOST);
}

/** FATIMA ZAHRA: one name of two words. */
const candidatesOfWhole = (words: readonly Word[], to: Script): Suggestion[] =>
  usualByFolding(foldName(words.map(({ raw }) => raw).join(' ')).join(' ')).flatMap((name) =>
    (to === 'latin' ? name.latin : [name.arabic]).map(usual),
  );
