import type { Connection, mongo } from 'mongoose';
import type { ComplaintRow } from './complaint-row.ts';
import { complaintRows } from './complaints.ts';

type Filter = mongo.Filter<ComplaintRow>;

const DAY_MS = 86_400_000;
/** How frequent something is, is estimated from the last days: no counters are kept, so that filing pays nothing for it. */
const PROBED_DAYS = 60;
/** Lengths of the stretches by which one goes back, days; the last one reaches everything. */
const STRETCHES = [PROBED_DAYS, 180, 720, 3_600, 36_500];
/** No stretch is made shorter: more rows than may be looked at in an hour would be a flood. */
const SHORTEST_MS = 3_600_000;

export interface Looked<T> {
  readonly rows: readonly T[];
  /** There are older rows that were not looked at. */
  readonly truncated: boolean;
}

/** What indexes find that begin with an equality and run along the date of receipt, newest first. */
export interface Postings {
  /** Rows of the last days that any of these finds, counted by the index alone up to a bound. */
  density(leads: readonly Filter[]): Promise<number>;
  /** The newest rows with `lead` and, of those, the ones with `rest`; in no order. */
  newest<T>(lead: Filter, rest: readonly Filter[], fields: Record<string, 1>): Promise<Looked<T>>;
}

/** @param most rows that are looked at for one lead */
export function postings(connection: Connection, upTo: Date, most: number): Postings {
  const rows = complaintRows(connection);
  const within = (lead: Filter, from: number, to: number): Filter =>
    // Strict below, and a millisecond earlier: the embedded server loses rows of `$gte` on a descending index over several values.
    ({ ...lead, receivedAt: { $gt: new Date(from - 1), $lte: new Date(to) } }) as Filter;
  const count = async (filter: Filter, bound: number): Promise<number> => {
    const [found] = await rows
      .aggregate<{ n: number }>([{ $match: filter }, { $limit: bound }, { $count: 'n' }])
      .toArray();
    return found?.n ?? 0;
  };
  return {
    async density(leads) {
      const to = upTo.getTime();
      const counts = await Promise.all(
        leads.map((lead) => count(within(lead, to - PROBED_DAYS * DAY_MS, to), most + 1)),
      );
      return counts.reduce((sum, one) => sum + one, 0);
    },
    async newest<T>(lead: Filter, rest: readonly Filter[], fields: Record<string, 1>) {
      const found: T[] = [];
      let left = most;
      let to = upTo.getTime();
      for (const days of STRETCHES) {
        let span = days * DAY_MS;
        for (;;) {
          const filter = within(lead, to - span + 1, to);
          const n = await count(filter, left + 1);
          if (n <= left) {
            if (n > 0) found.push(...(await read<T>(filter, rest, fields)));
            left -= n;
            to -= span;
            if (span === days * DAY_MS) break;
          } else if (span <= SHORTEST_MS || left <= 0) return { rows: found, truncated: true };
          else span = Math.max(SHORTEST_MS, Math.floor(span / 4));
        }
      }
      return { rows: found, truncated: false };
    },
  };

  function read<T>(filter: Filter, rest: readonly Filter[], fields: Record<string, 1>): Promise<T[]> {
    const stages = [{ $match: filter }, ...(rest.length === 0 ? [] : [{ $match: { $and: [...rest] } }])];
    return rows.aggregate(stages.concat([{ $project: fields } as never])).toArray() as Promise<T[]>;
  }
}
