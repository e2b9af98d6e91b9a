import type { Connection, mongo } from 'mongoose';
import type { ComplaintRow } from './complaint-row.ts';
import { complaintRows } from './complaints.ts';
import { findPage, type PageQuery } from './pages.ts';
import type { SearchPage, SearchQuery } from './search.ts';
import { entryRows } from './search-entries.ts';
import { candidateFields, MOST_LOOKED_AT } from './search-leads.ts';
import { ranked, tiersOf } from './search-tiers.ts';

/** Rows of which each costs little: what a person filed, what stands in a queue. */
export type Few = Pick<PageQuery, 'leads' | 'through' | 'rest' | 'open' | 'now'>;

/** Ids of the cases with this token: a phone, an e-mail, a number that are whole, so that few have it. */
export async function idsWith(connection: Connection, token: string): Promise<readonly string[]> {
  const entries = await entryRows(connection)
    .find({ tokens: token }, { projection: { _id: 1 } })
    .toArray();
  return entries.map(({ _id }) => _id);
}

/** Those of these cases of which the row says what is asked. */
export async function rowsAmong(
  connection: Connection,
  ids: readonly string[],
  asked: readonly mongo.Filter<ComplaintRow>[],
): Promise<ReadonlySet<string>> {
  const rows = await complaintRows(connection)
    .aggregate<{ _id: string }>([
      { $match: { _id: { $in: [...ids] } } },
      { $match: { $and: [...asked] } },
      { $project: { _id: 1 } },
    ])
    .toArray();
  return new Set(rows.map(({ _id }) => _id));
}

/**
 * The same page as `searchPage`, of rows that are found by what no entry tells. They are read first, at most the newest `MOST_LOOKED_AT`,
 * and their words looked at.
 */
export async function searchAmongFew(
  connection: Connection,
  few: Few,
  query: Omit<SearchQuery, 'scope' | 'rest' | 'among'>,
): Promise<SearchPage> {
  const newest = { field: 'receivedAt', direction: -1 } as const;
  const found = await findPage(connection, { ...few, sort: newest, limit: MOST_LOOKED_AT + 1 });
  const rows = new Map(found.slice(0, MOST_LOOKED_AT).map((row) => [row._id, row]));
  const entries =
    rows.size === 0
      ? []
      : await entryRows(connection)
          .find({ _id: { $in: [...rows.keys()] } }, { projection: candidateFields })
          .toArray();
  const asked = { ...query, scope: [], rest: [] };
  const candidates = entries.filter(({ receivedAt }) => receivedAt <= query.upTo);
  const page = tiersOf(asked).flatMap((tier) => ranked(candidates, asked, tier));
  return {
    rows: page.slice(0, query.limit).flatMap((one) => {
      const row = rows.get(one.id);
      return row === undefined ? [] : [{ row, found: one }];
    }),
    truncated: found.length > MOST_LOOKED_AT,
    looked: entries.length,
  };
}
