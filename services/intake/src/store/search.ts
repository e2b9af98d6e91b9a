import type { Connection, mongo } from 'mongoose';
import type { ComplaintRow } from './complaint-row.ts';
import { complaintRows } from './complaints.ts';
import { type Densities, densities } from './densities.ts';
import { walkBack } from './postings.ts';

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

/** Most rows that are looked at for one page by one lead, whatever the size of the archive. */
export const MOST_LOOKED_AT = 1_000;

/** Words a row must have: all of two, two of three, three of four. */
const leastMatches = (words: number): number => Math.floor(words / 2) + 1;

/**
 * One page of the rows that have more than half of the words. A row with m of n words has one of any n - m + 1 of them: the rarest
 * ones lead, each through its index, the common ones are only asked of what those found; and when what the caller may see is less than
 * what a word finds, that leads. With one or two words all rows match alike, and one goes back in time only until the page is full. Of
 * each lead at most the newest {@link MOST_LOOKED_AT} rows are looked at: no search costs more than that.
 */
export async function searchPage(connection: Connection, query: SearchQuery): Promise<SearchPage> {
  const { scope, limit, sort, after, upTo } = query;
  if (scope.length === 0) return { rows: [], truncated: false };
  const known = await densities(connection, upTo);
  const newestFirst =
    query.words.length <= 2 && (sort === 'rank' || (sort.field === 'receivedAt' && sort.direction === -1));
  const from = newestFirst ? (after?.value ?? upTo) : upTo;
  const looked = await Promise.all(
    (await leadsOf(query, known)).map(({ lead, rest, density }) =>
      walkBack<Candidate>(connection, {
        lead,
        rest: newestFirst ? [...rest, ...allWords(query)] : rest,
        fields: { receivedAt: 1, dueAt: 1, tokens: 1 },
        upTo: from,
        stretch: (known.span * FIRST_STRETCH) / Math.max(1, density),
        most: MOST_LOOKED_AT,
        enough: newestFirst ? limit : Number.POSITIVE_INFINITY,
        counts: (row) => !newestFirst || ranked([row], query).length > 0,
      }),
    ),
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

/** Rows that the first stretch of a lead should hold. */
const FIRST_STRETCH = 150;

interface Lead {
  readonly lead: Filter;
  readonly rest: readonly Filter[];
  readonly density: number;
}

/** Where to look: rare words each by themselves, and for the ones that are more frequent than the scope is large, the scope. */
async function leadsOf({ words, scope, rest }: SearchQuery, known: Densities): Promise<Lead[]> {
  const [scopeDensity, ...wordDensities] = await Promise.all([
    known.of(scope),
    ...words.map((forms) => known.of(forms.map((token) => ({ tokens: token })))),
  ]);
  const rarestFirst = words
    .map((forms, at) => ({ forms, density: wordDensities[at] ?? 0 }))
    .sort((a, b) => a.density - b.density)
    .slice(0, words.length - leastMatches(words.length) + 1);
  const rare = rarestFirst.filter(({ density }) => density <= (scopeDensity ?? 0));
  const common = rarestFirst.slice(rare.length).flatMap(({ forms }) => forms);
  const scoped: Filter[] = [{ $or: [...scope] }, ...rest];
  return [
    ...rare.flatMap(({ forms, density }) =>
      forms.map((token): Lead => ({ lead: { tokens: token }, rest: scoped, density })),
    ),
    ...(common.length === 0
      ? []
      : scope.map((lead): Lead => {
          const some: Filter = { tokens: { $in: common } };
          return { lead, rest: [some, ...rest], density: scopeDensity ?? 0 };
        })),
  ];
}

const allWords = ({ words }: SearchQuery): Filter[] => words.map((forms) => ({ tokens: { $in: [...forms] } }));

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
