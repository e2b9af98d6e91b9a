import type { ListRequest } from '@jamaa/proto/intake/v1/intake';
import type { mongo } from 'mongoose';
import type { Intake } from '../context.ts';
import type { ComplaintRow } from '../store/complaint-row.ts';
import { findPage, type PageQuery } from '../store/pages.ts';
import { searchPage } from '../store/search.ts';
import { decodeCursor, decodeSearchCursor, encodeCursor, encodeSearchCursor } from './cursor.ts';
import { type Leads, narrowed } from './leads.ts';

type Filter = mongo.Filter<ComplaintRow>;
type Store = Pick<Intake, 'platform'>;

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

/** A page along the sort; `few` is what finds its rows by itself. */
export async function listedPage({ platform }: Store, asked: Asked, few: Filter | undefined): Promise<Page> {
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
export async function foundPage(
  { platform, telemetry }: Pick<Intake, 'platform' | 'telemetry'>,
  asked: Asked,
  words: readonly (readonly string[])[],
): Promise<Page> {
  const { request, sort, allowed, limit } = asked;
  const after = decodeSearchCursor(request.cursor);
  const upTo = after?.upTo ?? asked.now;
  const { rows, truncated, looked } = await searchPage(platform.mongo, {
    words,
    scope: allowed.leads,
    rest: [...allowed.rest, ...asked.rest, ...(asked.open ? [{ open: true } as const] : [])],
    sort: request.sort === '' ? 'rank' : sort,
    after,
    limit: limit + 1,
    upTo,
  });
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
