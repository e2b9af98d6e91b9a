import type { Connection, mongo } from 'mongoose';
import { densities } from './densities.ts';
import { type Posting, posting } from './postings.ts';
import type { SearchQuery } from './search.ts';
import type { SearchEntry } from './search-entries.ts';
import { leastMatches, type Tier } from './search-tiers.ts';

type Filter = mongo.Filter<SearchEntry>;

/** What is read of an entry before it is known whether its case is shown. */
export type Candidate = Pick<SearchEntry, '_id' | 'receivedAt' | 'tokens' | 'dueAt'>;

export const candidateFields = { receivedAt: 1, dueAt: 1, tokens: 1 } as const;

/** Most rows that are looked at for one page by one lead, of each form of its word, whatever the size of the archive. */
export const MOST_LOOKED_AT = 1_200;

/** Where to look for a tier: rare words each by themselves, and for the ones that are more frequent than the scope is large, the scope. */
export async function openLeads(
  connection: Connection,
  { words, scope: tokens, rest, among, upTo }: SearchQuery,
): Promise<(tier: Tier) => readonly Posting<Candidate>[]> {
  const scope = tokens.map((token): Filter => ({ scope: token }));
  const known = await densities(connection, upTo);
  const [scopeDensity = 0, ...wordDensities] = await Promise.all([
    known.of(scope),
    ...words.map((forms) => known.of(leadsBy(forms))),
  ]);
  const rarestFirst = words
    .map((forms, at) => ({ forms, density: wordDensities[at] ?? 0 }))
    .sort((a, b) => a.density - b.density);
  const opened = new Map<string, Posting<Candidate>>();
  const open = (key: string, leads: readonly Filter[], density: number, behind: readonly Filter[], from: Date) => {
    const query = {
      leads,
      rest: [...behind, ...rest],
      fields: candidateFields,
      among,
      upTo: from,
      most: MOST_LOOKED_AT,
    };
    const one =
      opened.get(key) ?? posting<Candidate>(connection, { ...query, perMs: Math.max(1, density) / known.span });
    opened.set(key, one);
    return one;
  };
  const least = leastMatches(words.length);
  return (tier) => {
    const from = tier.upTo;
    const leading = rarestFirst.slice(0, words.length - tier.least + 1);
    const rare = leading.filter(({ density }) => density <= scopeDensity);
    // Rows with all words are asked for alone: those with fewer may be many, and to read a row costs more than to look at several.
    const asked = tier.least === words.length ? words.length : least;
    const byWord = rare.map(({ forms, density }, at) => {
      const others = words.filter((one) => one !== forms);
      const behind = [{ $or: [...scope] }, ...someOf(others, asked - 1)];
      return open(`${at} ${asked} ${from.getTime()}`, leadsBy(forms), density, behind, from);
    });
    if (rare.length === leading.length) return byWord;
    return [...byWord, open(`scope ${from.getTime()}`, scope, scopeDensity, someOf(words, least), from)];
  };
}

const leadsBy = (forms: readonly string[]): Filter[] => forms.map((token) => ({ tokens: token }));

/** That a row has at least so many of the words. */
function someOf(words: SearchQuery['words'], least: number): Filter[] {
  if (least === 0) return [];
  const ways = chosen(words, least).map((some) => some.map((forms): Filter => ({ tokens: { $in: [...forms] } })));
  const [only, ...more] = ways;
  return more.length === 0 ? (only ?? []) : [{ $or: ways.map((way) => ({ $and: way })) }];
}

/** Every way to choose so many of them. */
function chosen<T>(from: readonly T[], amount: number): T[][] {
  if (amount === 0) return [[]];
  return from.flatMap((first, at) => chosen(from.slice(at + 1), amount - 1).map((others) => [first, ...others]));
}
