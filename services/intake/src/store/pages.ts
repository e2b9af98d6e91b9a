import type { Connection, mongo } from 'mongoose';
import type { ComplaintRow } from './complaint-row.ts';
import { complaintRows } from './complaints.ts';

type Filter = mongo.Filter<ComplaintRow>;

export interface PageQuery {
  /** Equalities with which an index begins; the page is taken from the union of what they find. None finds nothing. */
  readonly leads: readonly Filter[];
  /**
   * What stands behind them in their indexes: `open` and both dates behind a visibility; the date of receipt behind a search token
   * or a complainant; nothing behind what finds a few rows by itself.
   */
  readonly through: 'visibility' | 'person' | 'itself';
  /** What must hold beside; looked at behind the index. */
  readonly rest: readonly Filter[];
  /** Only cases that are worked on. */
  readonly open: boolean;
  readonly sort: { readonly field: 'receivedAt' | 'dueAt'; readonly direction: 1 | -1 };
  /** Where the page before ended. */
  readonly after?: { readonly value: Date; readonly id: string } | undefined;
  readonly limit: number;
  readonly now: Date;
}

const DAY_MS = 86_400_000;
/** How far back the newest cases are looked for, days; then everywhere. */
const STRETCHES = [7, 30, 120, 480];
/** In place of `$gte`, by which the embedded server loses rows of a descending index over several values; dates have milliseconds. */
const justBefore = (bound: Date): Date => new Date(bound.getTime() - 1);

/**
 * One page of cases in the order asked for. Two habits keep its cost to what the page holds at every size of the archive, also on
 * servers that plan less well than they could: the first `$match` is what an index answers whole, everything else stands in a
 * second one; and the newest are looked for in ever longer stretches of time, for not every server stops a sorted scan at its limit.
 */
export async function findPage(connection: Connection, query: PageQuery): Promise<ComplaintRow[]> {
  const found: ComplaintRow[] = [];
  for (const stretch of stretchesOf(query)) {
    const missing = query.limit - found.length;
    const parts = await Promise.all(
      query.leads.map((lead) => part(connection, query, { ...lead, ...stretch }, missing)),
    );
    found.push(...union(parts.flat(), query).slice(0, missing));
    if (found.length === query.limit) break;
  }
  return found;
}

function part(connection: Connection, query: PageQuery, lead: Filter, limit: number): Promise<ComplaintRow[]> {
  const { field, direction } = query.sort;
  const openFirst = query.open && query.through === 'visibility';
  const rest = [...query.rest, ...(query.open && !openFirst ? [{ open: true } as const] : []), ...beyond(query)];
  return complaintRows(connection)
    .aggregate<ComplaintRow>([
      { $match: openFirst ? { ...lead, open: true } : lead },
      ...(rest.length === 0 ? [] : [{ $match: { $and: rest } }]),
      { $sort: { [field]: direction, _id: direction } },
      { $limit: limit },
    ])
    .toArray();
}

/** Behind the last row of the page before; ids break ties. */
function beyond({ sort: { field, direction }, after }: PageQuery): Filter[] {
  if (after === undefined) return [];
  const past = direction === 1 ? '$gt' : '$lt';
  return [
    { $or: [{ [field]: { [past]: after.value } }, { [field]: after.value, _id: { [past]: after.id } }] } as Filter,
  ];
}

/** Bounds of the sort's field, one after the other; together they cover all that may be on the page. */
function stretchesOf({ through, open, sort: { field, direction }, after, now }: PageQuery): Filter[] {
  // Open cases are few.
  if (through === 'itself' || field !== 'receivedAt' || (open && through === 'visibility')) return [{}];
  // The oldest first have no beginning to count from.
  if (direction === 1) return [after === undefined ? {} : { [field]: { $gt: justBefore(after.value) } }];
  const upTo = after === undefined ? {} : { $lte: after.value };
  const from = Math.min(now.getTime(), after?.value.getTime() ?? now.getTime());
  const bounds = STRETCHES.map((days) => new Date(from - days * DAY_MS));
  const stretches = bounds.map((bound, index) => {
    const upper = bounds[index - 1];
    return { [field]: { $gt: justBefore(bound), ...(upper === undefined ? upTo : { $lt: upper }) } };
  });
  return [...stretches, { [field]: { $lt: bounds.at(-1) } }];
}

function union(rows: readonly ComplaintRow[], { leads, sort: { field, direction } }: PageQuery): ComplaintRow[] {
  if (leads.length === 1) return [...rows];
  const byId = new Map(rows.map((row) => [row._id, row]));
  const at = (row: ComplaintRow): number => row[field]?.getTime() ?? 0;
  return [...byId.values()].sort((a, b) => direction * (at(a) - at(b) || (a._id < b._id ? -1 : a._id > b._id ? 1 : 0)));
}
