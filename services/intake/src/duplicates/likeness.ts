import { foldWords } from '@jamaa/kit';
import { textWords } from '../words/search-words.ts';
import { metresBetween } from './cells.ts';
import { landmarkOf, thingOf } from './concepts.ts';
import { nearCategories, radiusOf } from './neighbourhood.ts';

/** What is compared of a report. */
export interface Report {
  readonly category: string;
  readonly location: { readonly longitude: number; readonly latitude: number };
  readonly text: string;
  readonly at: Date;
}

/** Weights of the parts; together 1. Tuned on the training half of the labelled pairs. */
const WEIGHTS = { distance: 0.38, text: 0.47, category: 0.1, time: 0.05 };
const NEIGHBOUR = 0.6;
const DAY_MS = 86_400_000;
/** After so many days likeness by time has fallen to a third. */
const FADES_AFTER_DAYS = 45;
const MOST_WORDS = 60;

/** From this likeness on a report is offered as a likely duplicate. */
export const THRESHOLD = 0.66;

/**
 * How likely two reports tell of one problem, 0 to 1: category, distance by the category's radius, time, and text by the things it
 * names in any language, by shared words and by letters. Without a word in common it takes both place and category to come near
 * the threshold, and never above it. Symmetric.
 */
export function likeness(a: Report, b: Report): number {
  if (!nearCategories(a.category).includes(b.category)) return 0;
  const radius = Math.max(radiusOf(a.category), radiusOf(b.category));
  const distance = Math.exp(-((metresBetween(a.location, b.location) / radius) ** 2));
  const days = Math.abs(a.at.getTime() - b.at.getTime()) / DAY_MS;
  const parts = {
    distance,
    text: textLikeness(a.text, b.text),
    category: a.category === b.category ? 1 : NEIGHBOUR,
    time: Math.exp(-days / FADES_AFTER_DAYS),
  };
  return Object.entries(WEIGHTS).reduce((sum, [name, weight]) => sum + weight * parts[name as keyof typeof parts], 0);
}

/** 0 to 1. */
export function textLikeness(a: string, b: string): number {
  const [one, other] = [readText(a), readText(b)];
  const letters = dice(one.trigrams, other.trigrams);
  const words = Math.max(dice(one.words, other.words), letters);
  if (one.things.size === 0 || other.things.size === 0) return words;
  const places = one.landmarks.size > 0 && other.landmarks.size > 0 ? overlap(one.landmarks, other.landmarks) : 0.5;
  return 0.75 * overlap(one.things, other.things) + 0.15 * words + 0.1 * places;
}

interface Read {
  readonly words: ReadonlySet<string>;
  readonly things: ReadonlySet<string>;
  readonly landmarks: ReadonlySet<string>;
  readonly trigrams: ReadonlySet<string>;
}

function readText(text: string): Read {
  const words = textWords(text, MOST_WORDS);
  const known = (of: ReadonlyMap<string, string>): Set<string> =>
    new Set(words.flatMap((word) => of.get(word) ?? nearlyKnown(of, word) ?? []));
  return { words: new Set(words), things: known(thingOf), landmarks: known(landmarkOf), trigrams: trigramsOf(text) };
}

/** A word with one slip of the finger: only long ones, of which no other is so near. */
function nearlyKnown(of: ReadonlyMap<string, string>, word: string): string | undefined {
  if (word.length < 5 || word.startsWith('~') || word.startsWith('^')) return undefined;
  for (const [form, concept] of of) if (form.length >= 5 && oneSlipApart(form, word)) return concept;
  return undefined;
}

/** One letter wrong, missing or too many, or two neighbours exchanged. */
function oneSlipApart(a: string, b: string): boolean {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && long[at] === short[at]) at += 1;
  if (long.length > short.length) return long.slice(at + 1) === short.slice(at);
  const swapped = long[at] === short[at + 1] && long[at + 1] === short[at];
  return long.slice(at + 1) === short.slice(at + 1) || (swapped && long.slice(at + 2) === short.slice(at + 2));
}

function trigramsOf(text: string): Set<string> {
  const padded = ` ${foldWords(text).join(' ')} `;
  return new Set(Array.from({ length: Math.max(0, padded.length - 2) }, (_, at) => padded.slice(at, at + 3)));
}

const shared = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => [...a].filter((one) => b.has(one)).length;
const overlap = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => shared(a, b) / Math.min(a.size, b.size);
const dice = (a: ReadonlySet<string>, b: ReadonlySet<string>): number =>
  a.size + b.size === 0 ? 0 : (2 * shared(a, b)) / (a.size + b.size);
