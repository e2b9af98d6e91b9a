import { writesOf } from '@jamaa/kit';
import type { ClientSession, Connection, mongo } from 'mongoose';
import { visibilityTokens } from '../domain/access.ts';
import type { ComplaintRow } from './complaint-row.ts';

export const entryCollection = 'search_entries';

/**
 * What a search looks at of a case, a fifth as large as its row; `_id` is the case's. It holds only what seldom changes: each write of it
 * costs all its words in the index anew. State, handler and queues stand in the row alone.
 */
export interface SearchEntry {
  _id: string;
  receivedAt: Date;
  /** Blind indexes of phone, e-mail, identity number, and of the words of name, address and description. Empty after erasure. */
  tokens: string[];
  /** The row's visibility tokens but for the queues. Empty after erasure. */
  scope: string[];
  category: string;
  dueAt?: Date | undefined;
  open?: true | undefined;
}

/** What an entry takes from the row, and follows it in. */
type Facts = Omit<SearchEntry, '_id' | 'tokens'>;

export const entryRows = (connection: Connection): mongo.Collection<SearchEntry> =>
  connection.collection<SearchEntry>(entryCollection) as unknown as mongo.Collection<SearchEntry>;

/** What the entry of a row must say beside its words. Pure. */
export const factsOf = (row: ComplaintRow): Facts => ({
  receivedAt: row.receivedAt,
  scope: row.anonymisedAt === undefined ? visibilityTokens(row) : [],
  category: row.category,
  ...(row.dueAt === undefined ? {} : { dueAt: row.dueAt }),
  ...(row.open === undefined ? {} : { open: row.open }),
});

/** The entry of a case. Pure. */
export const entryOf = (row: ComplaintRow, tokens: readonly string[]): SearchEntry => ({
  _id: row._id,
  ...factsOf(row),
  tokens: row.anonymisedAt === undefined ? [...tokens] : [],
});

/** Writes the entry of a new case, with the caller's transaction. */
export const insertEntry = (session: ClientSession, row: ComplaintRow, tokens: readonly string[]): void =>
  writesOf(session).insert(entryCollection, [entryOf(row, tokens)]);

/** Lets the entry follow its row, with the caller's transaction, in which `before` was read; writes nothing when it says the same. */
export function followEntry(session: ClientSession, before: ComplaintRow, after: ComplaintRow): void {
  const update = entryUpdate(before, after);
  if (update !== undefined) writesOf(session).update(entryCollection, after._id, update, before.tokens !== undefined);
}

/**
 * What changes in the entry. A row that holds its words itself is from before there were entries: its first change makes its entry whole,
 * so that whoever builds entries meanwhile (build-entries.ts) meets it as a write conflict. Pure.
 */
function entryUpdate(before: ComplaintRow, after: ComplaintRow): mongo.UpdateFilter<mongo.Document> | undefined {
  if (before.tokens !== undefined) {
    const { _id, ...entry } = entryOf(after, before.tokens);
    return written(entry, [...names, 'tokens']);
  }
  const [was, is] = [factsOf(before), factsOf(after)];
  const erased = before.anonymisedAt === undefined && after.anonymisedAt !== undefined;
  const changed = names.filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]));
  return written({ ...is, ...(erased ? { tokens: [] } : {}) }, erased ? [...changed, 'tokens'] : changed);
}

const names: readonly (keyof Facts)[] = ['receivedAt', 'scope', 'category', 'dueAt', 'open'];

/** Sets those of these members that there are, and takes the others out. Pure. */
function written(
  entry: Partial<SearchEntry>,
  members: readonly (keyof SearchEntry)[],
): mongo.UpdateFilter<mongo.Document> | undefined {
  const [there, gone] = [members.filter((one) => entry[one] !== undefined), members.filter((one) => !(one in entry))];
  if (members.length === 0) return undefined;
  return {
    ...(there.length === 0 ? {} : { $set: Object.fromEntries(there.map((one) => [one, entry[one]])) }),
    ...(gone.length === 0 ? {} : { $unset: Object.fromEntries(gone.map((one) => [one, '' as const])) }),
  };
}

/** The words of a case, for who has its row. */
export async function tokensOf(
  connection: Connection,
  row: ComplaintRow,
  session: ClientSession,
): Promise<readonly string[]> {
  if (row.tokens !== undefined) return row.tokens;
  const entry = await entryRows(connection).findOne({ _id: row._id }, { session, projection: { tokens: 1 } });
  return entry?.tokens ?? [];
}
