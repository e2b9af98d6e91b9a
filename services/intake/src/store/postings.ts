import type { Connection, mongo } from 'mongoose';
import { entryRows, type SearchEntry } from './search-entries.ts';

type Filter = mongo.Filter<SearchEntry>;

/** Before this nothing was received. */
const BEGINNING = Date.parse('2000-01-01T00:00:00Z');
const HOUR_MS = 3_600_000;
/** Rows that one stretch should hold: enough to learn from, and few beside what a page costs. */
const WANTED = { least: 100, most: 500 };
/** A stretch grows at most so much at once: where nothing was found, nothing is known of what comes. */
const MOST_GROWTH = 8;
/** Of a lead of which no more may be looked at, the last stretch is not worth cutting to measure. */
const SPENT = 50;

export interface PostingQuery {
  /** Equalities with which indexes begin that run along the date of receipt; looked at together, to the same depth. */
  readonly leads: readonly Filter[];
  /** Asked of the entries behind the index. */
  readonly rest: readonly Filter[];
  /** Asked of what is left of a stretch, where the entry does not tell: returns those that may stay. */
  readonly among?: ((ids: readonly string[]) => Promise<ReadonlySet<string>>) | undefined;
  readonly fields: Readonly<Record<string, 1>>;
  /** Instant from which it goes back, inclusive. */
  readonly upTo: Date;
  /** How many rows the leads find in a millisecond, about. */
  readonly perMs: number;
  /** Rows to look at, at most, of each lead. */
  readonly most: number;
}

export interface Posting<T> {
  /** Found so far, each once, in no order; all there are behind the instant to which it has gone. */
  readonly rows: readonly T[];
  /** Rows that the leads have found so far, whatever was asked of them behind the index. */
  readonly looked: number;
  /** Of a lead `most` rows were looked at, and it has older ones. */
  readonly truncated: boolean;
  /** Goes on until so many of the rows `count`, or to the beginning, or until of each lead `most` were looked at. */
  goBack(enough: number, counts: (row: T) => boolean): Promise<void>;
}

/**
 * Rows of an index in a stretch of time, counted in the index alone. By the old `count`: for `$count` and `countDocuments`, which the
 * driver prefers, the embedded server decodes every row, at six times the cost.
 */
export const countWithin = (connection: Connection, lead: Filter, from: number, to: number): Promise<number> =>
  entryRows(connection).count(within(lead, from, to));

/**
 * Goes back in time along an index, stretch by stretch, each counted before it is read: a server that scans a whole range whatever the
 * limit is asked for small ranges. How long the next one is follows from how many rows the last one held, and how many of them counted.
 */
export function posting<T extends { readonly _id: string }>(connection: Connection, query: PostingQuery): Posting<T> {
  const found = new Map<string, T>();
  let leads = query.leads.map((lead) => ({ lead, left: query.most }));
  let looked = 0;
  let to = query.upTo.getTime();
  let perMs = query.perMs;
  let truncated = false;

  const goBack = async (enough: number, counts: (row: T) => boolean): Promise<void> => {
    let hits = [...found.values()].filter(counts).length;
    let longest = Number.POSITIVE_INFINITY;
    while (to > BEGINNING && hits < enough && leads.length > 0) {
      const wanted = rowsFor(enough - hits, hits, looked);
      const stretch = Math.max(HOUR_MS, Math.min(longest, wanted / perMs));
      const from = Math.max(BEGINNING, to - stretch);
      const counted = await Promise.all(
        leads.map(async (one) => ({ ...one, n: await countWithin(connection, one.lead, from, to) })),
      );
      const tooMany = counted.filter((one) => one.n > one.left);
      const spent = stretch === HOUR_MS ? tooMany : tooMany.filter(({ left }) => left <= SPENT);
      truncated ||= spent.length > 0;
      const going = counted.filter((one) => !spent.includes(one));
      leads = going.map(({ lead, left }) => ({ lead, left }));
      const n = going.reduce((sum, one) => sum + one.n, 0);
      if (stretch > HOUR_MS && (n > 2 * wanted || tooMany.length > spent.length)) {
        perMs = n / (to - from);
        longest = stretch / 2;
        continue;
      }
      for (const row of await read<T>(connection, query, going, from, to)) {
        if (!found.has(row._id) && counts(row)) hits += 1;
        found.set(row._id, row);
      }
      leads = going.map(({ lead, left, n: some }) => ({ lead, left: left - some }));
      perMs = Math.max(n / (to - from), perMs / MOST_GROWTH);
      longest = Number.POSITIVE_INFINITY;
      looked += n;
      to = from;
    }
  };
  return {
    get rows() {
      return [...found.values()];
    },
    get looked() {
      return looked;
    },
    get truncated() {
      return truncated;
    },
    goBack,
  };
}

/** Rows to look at for so many more that count, by how many of those looked at did. */
function rowsFor(missing: number, hits: number, looked: number): number {
  // One more than there were, for nothing is never the rate of anything; and a fifth more, for one stretch is better than two.
  return Math.max(WANTED.least, Math.min(WANTED.most, (1.2 * missing * (looked + 1)) / (hits + 1)));
}

async function read<T extends { readonly _id: string }>(
  connection: Connection,
  { rest, fields, among }: PostingQuery,
  leads: readonly { readonly lead: Filter; readonly n: number }[],
  from: number,
  to: number,
): Promise<T[]> {
  const behind = rest.length === 0 ? [] : [{ $match: { $and: [...rest] } }];
  const parts = await Promise.all(
    leads
      .filter(({ n }) => n > 0)
      .map(({ lead }) =>
        entryRows(connection)
          .aggregate([{ $match: within(lead, from, to) }, ...behind, { $project: fields }])
          .toArray(),
      ),
  );
  const rows = parts.flat() as T[];
  if (among === undefined || rows.length === 0) return rows;
  const stay = await among(rows.map(({ _id }) => _id));
  return rows.filter(({ _id }) => stay.has(_id));
}

/** After `from`, up to `to`. Strict below, for by `$gte` the embedded server loses rows of a descending index over several values. */
const within = (lead: Filter, from: number, to: number): Filter =>
  ({ ...lead, receivedAt: { $gt: new Date(from), $lte: new Date(to) } }) as Filter;
