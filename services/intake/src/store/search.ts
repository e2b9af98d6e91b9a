import type { Connection, mongo } from 'mongoose';
import type { ComplaintRow } from './complaint-row.ts';
import { complaintRows } from './complaints.ts';
import { postings } from './postings.ts';

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
}

type Candidate = Pick<ComplaintRow, '_id' | 'receivedAt' | 'tokens'> & { readonly dueAt?: Date };

/** Most rows that are looked at for one search, whatever the size of the archive. */
export const MOST_LOOKED_AT = 3_000;

/** Words a row must have: all of two, two of three, three of four. */
export const leastMatches = (words: number): number => Math.floor(words / 2) + 1;

/**
 * One page of the rows that have more than half of the words. A row with m of n words has one of any n - m + 1 of them: the rarest
 * ones lead, each through its index, the common ones are only asked of what those found; and when what the caller may see is less than
 * what a word finds, that leads. Of each at most the newest {@link MOST_LOOKED_AT} rows are looked at, so that a search never costs more
 * than that.
 */
export async function searchPage(connection: Connection, query: SearchQuery): Promise<SearchPage> {
  const { words, scope, limit, upTo } = query;
  if (scope.length === 0) return { rows: [], truncated: false };
  const index = postings(connection, upTo, MOST_LOOKED_AT);
  const [wordDensities, scopeDensity] = await Promise.all([
    Promise.all(words.map((forms) => index.density(forms.map((token) => ({ tokens: token }))))),
    index.density(scope),
  ]);
  const rarestFirst = words
    .map((forms, at) => ({ forms, density: wordDensities[at] ?? 0 }))
    .sort((a, b) => a.density - b.density)
    .slice(0, words.length - leastMatches(words.length) + 1);
  const leading = rarestFirst.filter(({ density }) => density <= scopeDensity);
  const scoped: Filter[] = [{ $or: [...scope] }, ...query.rest];
  const scans = leading.flatMap(({ forms }) =>
    forms.map((token): { lead: Filter; rest: Filter[] } => ({ lead: { tokens: token }, rest: scoped })),
  );
  if (leading.length < rarestFirst.length) {
    const remaining = rarestFirst.slice(leading.length).flatMap(({ forms }) => forms);
    scans.push(...scope.map((lead) => ({ lead, rest: [{ tokens: { $in: remaining } } as Filter, ...query.rest] })));
  }
  const looked = await Promise.all(
    scans.map(({ lead, rest }) => index.newest<Candidate>(lead, rest, { receivedAt: 1, dueAt: 1, tokens: 1 })),
  );
  const unique = new Map(looked.flatMap(({ rows }) => rows).map((row) => [row._id, row]));
  const page = ranked([...unique.values()], query).slice(0, limit);
  const whole = await complaintRows(connection)
    .find({ _id: { $in: page.map(({ id }) => id) } })
    .toArray();
  const byId = new Map(whole.map((row) => [row._id, row]));
  return {
    rows: page.flatMap((found) => {
      const row = byId.get(found.id);
      return row === undefined ? [] : [{ row, found }];
    }),
    truncated: looked.some((one) => one.truncated),
  };
}

/** Candidates with enough of the words, in order, behind the last of the page before. */
function ranked(candidates: readonly Candidate[], { words, sort, after }: SearchQuery): Found[] {
  const least = leastMatches(words.length);
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
    .filter((found) => found.matched >= least && (after === undefined || order(after, found) < 0))
    .sort(order);
}
