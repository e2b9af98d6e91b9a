import type { mongo } from 'mongoose';
import type { ComplaintRow } from './complaint-row.ts';
import type { SearchEntry } from './search-entries.ts';

type RowFilter = mongo.Filter<ComplaintRow>;
type EntryFilter = mongo.Filter<SearchEntry>;

/** Members that an entry has as its row has them. */
const same = ['category', 'dueAt', 'open'];

/** What is asked of rows, as far as entries tell it, and the rest. */
export function split(asked: readonly RowFilter[]): {
  readonly ofEntries: readonly EntryFilter[];
  readonly ofRows: readonly RowFilter[];
} {
  const pairs = asked.map((row) => ({ row, entry: entryFilter(row) }));
  return {
    ofEntries: pairs.flatMap(({ entry }) => entry ?? []),
    ofRows: pairs.flatMap(({ row, entry }) => (entry === undefined ? [row] : [])),
  };
}

/** Tokens of an entry's scope that find what these leads find; `undefined` when one of them is a person or a queue. */
export function scopeOf(leads: readonly RowFilter[]): readonly string[] | undefined {
  const tokens = leads.map(scopeToken);
  return tokens.every((token) => token !== undefined) ? tokens : undefined;
}

/** The same question asked of an entry; `undefined` when only the row can answer. */
function entryFilter(filter: RowFilter): EntryFilter | undefined {
  const names = Object.keys(filter);
  if (names.length === 1 && Array.isArray(filter.$or)) {
    const parts = filter.$or.map((one) => entryFilter(one as RowFilter));
    return parts.every((part) => part !== undefined) ? { $or: parts } : undefined;
  }
  const token = scopeToken(filter);
  if (token !== undefined) return { scope: token };
  return names.every((name) => same.includes(name)) ? (filter as EntryFilter) : undefined;
}

/** Queues stand in the row alone: a case changes its queue with nearly every command. */
function scopeToken(filter: RowFilter): string | undefined {
  const token: unknown = filter.visibility;
  return Object.keys(filter).length === 1 && typeof token === 'string' && !token.startsWith('q:') ? token : undefined;
}
