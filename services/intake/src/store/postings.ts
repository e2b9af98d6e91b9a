import type { Connection, mongo } from 'mongoose';
import type { ComplaintRow } from './complaint-row.ts';
import { complaintRows } from './complaints.ts';

type Filter = mongo.Filter<ComplaintRow>;

/** Before this nothing was received. */
const BEGINNING = Date.parse('2000-01-01T00:00:00Z');
const HOUR_MS = 3_600_000;
/** Rows that one stretch should hold: enough for a page, and few beside what a page costs. */
const WANTED = 200;

export interface Walk<T> {
  /** Equality with which an index begins that runs along the date of receipt. */
  readonly lead: Filter;
  /** Asked of the rows behind the index. */
  readonly rest: readonly Filter[];
  readonly fields: Readonly<Record<string, 1>>;
  /** Instant from which it goes back, inclusive. */
  readonly upTo: Date;
  /** How far back the first stretch goes, milliseconds. */
  readonly stretch: number;
  /** Rows to look at, at most. */
  readonly most: number;
  /** It ends when so many rows are found that `counts` says yes to. */
  readonly enough: number;
  readonly counts: (row: T) => boolean;
}

export interface Walked<T> {
  readonly rows: readonly T[];
  /** It ended because it had looked at `most` rows: there are older ones. */
  readonly truncated: boolean;
}

/** Rows of an index in a stretch of time, counted in the index alone. */
export async function countWithin(connection: Connection, lead: Filter, from: number, to: number): Promise<number> {
  const [found] = await complaintRows(connection)
    .aggregate<{ n: number }>([{ $match: within(lead, from, to) }, { $count: 'n' }])
    .toArray();
  return found?.n ?? 0;
}

/**
 * Goes back in time along an index, stretch by stretch, each counted before it is read: a server that scans a whole range whatever the
 * limit is asked for small ranges, longer ones where little is found, shorter ones where much is.
 */
export async function walkBack<T>(connection: Connection, walk: Walk<T>): Promise<Walked<T>> {
  const { lead, rest, fields, enough, counts } = walk;
  const found: T[] = [];
  let left = walk.most;
  let to = walk.upTo.getTime();
  let stretch = Math.max(HOUR_MS, walk.stretch);
  while (to > BEGINNING && found.length < enough) {
    const from = Math.max(BEGINNING, to - stretch);
    const n = await countWithin(connection, lead, from, to);
    if (n > left) {
      if (stretch <= HOUR_MS || left === 0) return { rows: found, truncated: true };
      stretch = Math.max(HOUR_MS, Math.floor((stretch * Math.min(left, WANTED)) / n / 2));
      continue;
    }
    if (n > 0) found.push(...(await read<T>(connection, within(lead, from, to), rest, fields)).filter(counts));
    left -= n;
    to = from;
    stretch *= n < WANTED / 4 ? 8 : n < WANTED ? 2 : 1;
  }
  return { rows: found, truncated: false };
}

function read<T>(
  connection: Connection,
  filter: Filter,
  rest: readonly Filter[],
  fields: Readonly<Record<string, 1>>,
): Promise<T[]> {
  const behind = rest.length === 0 ? [] : [{ $match: { $and: [...rest] } }];
  return complaintRows(connection)
    .aggregate([{ $match: filter }, ...behind, { $project: fields }])
    .toArray() as Promise<T[]>;
}

/** After `from`, up to `to`. Strict below, for by `$gte` the embedded server loses rows of a descending index over several values. */
const within = (lead: Filter, from: number, to: number): Filter =>
  ({ ...lead, receivedAt: { $gt: new Date(from), $lte: new Date(to) } }) as Filter;
