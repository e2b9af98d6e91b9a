import type { Connection, mongo } from 'mongoose';
import type { ComplaintRow } from './complaint-row.ts';
import { complaintRows } from './complaints.ts';
import type { Posting } from './postings.ts';
import type { SearchEntry } from './search-entries.ts';
import { type Candidate, openLeads } from './search-leads.ts';
import { ranked, tiersOf } from './search-tiers.ts';

export interface SearchQuery {
  /** For each word the tokens of its forms, of which any one will do. At least one word. */
  readonly words: readonly (readonly string[])[];
  /** What the caller may see: tokens of an entry's scope, of which any one will do. */
  readonly scope: readonly string[];
  /** What must hold beside, as an entry tells it. */
  readonly rest: readonly mongo.Filter<SearchEntry>[];
  /** What only the row tells: asked of the rows of entries that have the words. */
  readonly among?: ((ids: readonly string[]) => Promise<ReadonlySet<string>>) | undefined;
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
  /** Entries looked at for it. */
  readonly looked: number;
}

/**
 * One page of the rows that have more than half of the words. A row with m of n words has one of any n - m + 1 of them: the rarest
 * ones lead, each through its index, the common ones are only asked of what those found; and when what the caller may see is less than
 * what a word finds, that leads. The best come first: rows with all words are looked for until the page is full, by the rarest word
 * alone, and those with one word less only when there are no more of them. Of each lead at most the newest `MOST_LOOKED_AT` entries
 * are looked at: no search costs more than that. Only the rows of the page are read whole.
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
  const looked = [...opened].reduce((sum, one) => sum + one.looked, 0);
  return { rows: await wholeRows(connection, page), truncated, looked };
}

/** The rows of what was found, in its order. */
async function wholeRows(connection: Connection, page: readonly Found[]): Promise<SearchPage['rows']> {
  if (page.length === 0) return [];
  const whole = await complaintRows(connection)
    .find({ _id: { $in: page.map(({ id }) => id) } })
    .toArray();
  const byId = new Map(whole.map((row) => [row._id, row]));
  return page.flatMap((found) => {
    const row = byId.get(found.id);
    return row === undefined ? [] : [{ row, found }];
  });
}
