import type { Connection, mongo } from 'mongoose';
import type { ComplaintRow } from './complaint-row.ts';
import { complaintRows } from './complaints.ts';
import { densities } from './densities.ts';
import { type Posting, posting } from './postings.ts';

type Filter = mongo.Filter<ComplaintRow>;

export interface SearchQuery {
  /** For each word the tokens of its forms, of which any one will do. At least one word. */
  readonly words: readonly (readonly string[])[];
  /** What the caller may see: equalities with which an index begins, and what they ask of a row. */
  readonly scope: readonly Filter[];
  /** What must hold beside. */
  readonly rest: readonly Filter[];
  /** By matched words and then the newest; or by a date alone. */
  readonly sort: 'rank' | { readonly field: 'receivedAt' | 'dueAt'; readonly direction: 1 | -1 };
  readonly after?: Found | undefined;
  readonly limit: number;
  /** Rows received later are not looked at: with the instant of the first page all pages ask the same. */
  readonly upTo: Date;
}

/** A row that was found, and what it is sorted by. */
export interface Found {
  readonly id: string;
  readonly matched: number;
  readonly value: Date;
}

export interface SearchPage {
  readonly rows: readonly { readonly row: ComplaintRow; readonly found: Found }[];
  /** Words are so common that only the newest rows with them were looked at. */
  readonly truncated: boolean;
  /** Rows looked at for it. */
  readonly looked: number;
}

type Candidate = Pick<ComplaintRow, '_id' | 'receivedAt' | 'tokens'> & { readonly dueAt?: Date };

/** Most rows that are looked at for one page by one lead, whatever the size of the archive. */
export const MOST_LOOKED_AT = 1_200;

/** Words a row must have: all of two, two of three, three of four. */
const leastMatches = (words: number): number => Math.floor(words / 2) + 1;

/**
 * One page of the rows that have more than half of the words. A row with m of n words has one of any n - m + 1 of them: the rarest
 * ones lead, each through its index, the common ones are only asked of what those found; and when what the caller may see is less than
 * what a word finds, that leads. The best come first: rows with all words are looked for until the page is full, by the rarest word
 * alone, and those with one word less only when there are no more of them. Of each lead at most the newest {@link MOST_LOOKED_AT} rows
 * are looked at: no search costs more than that.
 */
export async function searchPage(connection: Connection, query: SearchQuery): Promise<SearchPage> {
  const { scope, limit } = query;
  if (scope.length === 0) return { rows: [], truncated: false, looked: 0 };
  const leads = await openLeads(connection, query);
  const page: Found[] = [];
  const opened = new Set<Posting<Candidate>>();
  let truncated = false;
  for (const tier of tiersOf(query)) {
    const missing = limit - page.length;
    if (missing === 0) break;
    const postings = leads(tier);
    for (const one of postings) opened.add(one);
    const counts = (row: Candidate): boolean => ranked([row], query, tier).length > 0;
    await Promise.all(postings.map((one) => one.goBack(tier.newestFirst ? missing : Number.POSITIVE_INFINITY, counts)));
    truncated ||= postings.some((one) => one.truncated);
    const unique = new Map(postings.flatMap(({ rows }) => rows).map((row) => [row._id, row]));
    page.push(...ranked([...unique.values()], query, tier).slice(0, missing));
  }
  const whole = await complaintRows(connection)
    .find({ _id: { $in: page.map(({ id }) => id) } })
    .toArray();
  const byId = new Map(whole.map((row) => [row._id, row]));
  return {
    rows: page.flatMap((found) => {
      const row = byId.get(found.id);
      return row === undefined ? [] : [{ row, found }];
    }),
    truncated,
    looked: [...opened].reduce((sum, one) => sum + one.looked, 0),
  };
}

/** Rows that come before all rows of the next tier: those with as many words, by rank; else all that are found. */
interface Tier {
  /** Words a row has at least, and at most. */
  readonly least: number;
  readonly most: number;
  readonly newestFirst: boolean;
  /** Nothing later is of this tier and behind the page before. */
  readonly upTo: Date;
}

function tiersOf({ words: { length }, sort, after, upTo }: SearchQuery): Tier[] {
  const least = leastMatches(length);
  if (sort !== 'rank') {
    const newestFirst = sort.field === 'receivedAt' && sort.direction === -1;
    return [{ least, most: length, newestFirst, upTo: newestFirst ? (after?.value ?? upTo) : upTo }];
  }
  const first = Math.min(length, after?.matched ?? length);
  return Array.from({ length: first - least + 1 }, (_, index) => {
    const matched = first - index;
    return {
      least: matched,
      most: matched,
      newestFirst: true,
      upTo: after?.matched === matched ? after.value : upTo,
    };
  });
}

/** Where to look for a tier: rare words each by themselves, and for the ones that are more frequent than the scope is large, the scope. */
async function openLeads(
  connection: Connection,
  { words, scope, rest, upTo }: SearchQuery,
): Promise<(tier: Tier) => readonly Posting<Candidate>[]> {
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
    const query = { leads, rest: [...behind, ...rest], fields, upTo: from, most: MOST_LOOKED_AT };
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

const fields = { receivedAt: 1, dueAt: 1, tokens: 1 } as const;
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

/** Candidates with as many of the words as the tier wants, in order, behind the last of the page before. */
function ranked(candidates: readonly Candidate[], { words, sort, after }: SearchQuery, tier: Tier): Found[] {
  const field = sort === 'rank' ? 'receivedAt' : sort.field;
  const direction = sort === 'rank' ? -1 : sort.direction;
  const order = (a: Found, b: Found): number => {
    if (sort === 'rank' && a.matched !== b.matched) return b.matched - a.matched;
    return direction * (a.value.getTime() - b.value.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  };
  return candidates
    .map((row): Found => {
      const own = new Set(row.tokens);
      const matched = words.filter((forms) => forms.some((token) => own.has(token))).length;
      return { id: row._id, matched, value: row[field] ?? new Date(0) };
    })
    .filter(
      (found) =>
        found.matched >= tier.least && found.matched <= tier.most && (after === undefined || order(after, found) < 0),
    )
    .sort(order);
}
