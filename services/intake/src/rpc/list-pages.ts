import type { ListRequest } from '@jamaa/proto/intake/v1/intake';
import type { mongo } from 'mongoose';
import type { Intake } from '../context.ts';
import { entriesComplete } from '../store/build-entries.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { findPage, type PageQuery } from '../store/pages.ts';
import { searchPage } from '../store/search.ts';
import { idsWith, rowsAmong, searchAmongFew } from '../store/search-few.ts';
import { scopeOf, split } from '../store/search-filters.ts';
import { decodeCursor, decodeSearchCursor, encodeCursor, encodeSearchCursor } from './cursor.ts';
import { type Leads, narrowed, type Searched } from './leads.ts';

type Filter = mongo.Filter<ComplaintRow>;
type Store = Pick<Intake, 'platform' | 'telemetry'>;

/** What a list was asked for, read and authorised. */
export interface Asked {
  readonly request: Pick<ListRequest, 'cursor' | 'sort'>;
  readonly sort: PageQuery['sort'];
  readonly allowed: Leads;
  readonly rest: readonly Filter[];
  readonly open: boolean;
  readonly limit: number;
  readonly now: Date;
}

interface Page {
  readonly rows: readonly ComplaintRow[];
  readonly nextCursor: string;
  readonly truncated: boolean;
}

/** A page of what is searched for, or of all. */
export async function pageOf(store: Store, asked: Asked, searched: Searched | undefined): Promise<Page> {
  if (searched === undefined || 'few' in searched) return listedPage(store, asked, searched?.few);
  // Asked first: while entries of older cases are still being made, what is not found may yet be there.
  const complete = await entriesComplete(store.platform.mongo);
  const page =
    'words' in searched ? await foundPage(store, asked, searched.words) : await tokenPage(store, asked, searched.token);
  return complete ? page : { ...page, truncated: true };
}

async function tokenPage(store: Store, asked: Asked, token: string): Promise<Page> {
  const ids = token === '' ? [] : await idsWith(store.platform.mongo, token);
  if (ids.length === 0) return { rows: [], nextCursor: '', truncated: false };
  return listedPage(store, asked, { _id: { $in: [...ids] } });
}

/** A page along the sort; `few` is what finds its rows by itself. */
async function listedPage({ platform }: Pick<Store, 'platform'>, asked: Asked, few: Filter | undefined): Promise<Page> {
  const { request, sort, allowed, rest, open, limit, now } = asked;
  const found = await findPage(platform.mongo, {
    ...narrowed(allowed, few, rest),
    open,
    sort,
    after: decodeCursor(request.cursor),
    limit: limit + 1,
    now,
  });
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const more = found.length > limit && last !== undefined;
  const nextCursor = more ? encodeCursor({ value: last[sort.field] ?? new Date(0), id: last._id }) : '';
  return { rows, nextCursor, truncated: false };
}

/** A page of what words find: by matched words and then the newest, unless another order is asked for. */
async function foundPage(
  { platform: { mongo }, telemetry }: Store,
  asked: Asked,
  words: readonly (readonly string[])[],
): Promise<Page> {
  const { request, sort, allowed, limit, open, now } = asked;
  const after = decodeSearchCursor(request.cursor);
  const upTo = after?.upTo ?? asked.now;
  const order = request.sort === '' ? ('rank' as const) : sort;
  const query = { words, sort: order, after, limit: limit + 1, upTo };
  const rest = [...allowed.rest, ...asked.rest];
  const scope = scopeOf(allowed.leads);
  const { ofEntries, ofRows } = split([...rest, ...(open ? [{ open: true } as const] : [])]);
  const among = (ids: readonly string[]) => rowsAmong(mongo, ids, ofRows);
  const { rows, truncated, looked } =
    scope === undefined
      ? await searchAmongFew(mongo, { ...allowed, rest, open, now }, query)
      : await searchPage(mongo, { ...query, scope, rest: ofEntries, among: ofRows.length === 0 ? undefined : among });
  telemetry.searchedRows.inc(looked);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const more = rows.length > limit && last !== undefined;
  return {
    rows: page.map(({ row }) => row),
    nextCursor: more ? encodeSearchCursor({ ...last.found, upTo }) : '',
    truncated,
  };
}
