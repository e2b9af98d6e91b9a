import type { Connection, mongo } from 'mongoose';
import { countWithin } from './postings.ts';
import type { SearchEntry } from './search-entries.ts';

type Filter = mongo.Filter<SearchEntry>;

/** How frequent words and scopes are is asked of the last cases, about so many. */
const SAMPLE = 2_000;
const KEPT_MS = 600_000;
const MOST_KEPT = 20_000;
const HOUR_MS = 3_600_000;
const LONGEST_MS = 10 * 366 * 24 * HOUR_MS;

/** The country as a whole, but for confidential cases. */
const everything = { scope: 'in:00' };

/** How frequent what an index finds has been lately. */
export interface Densities {
  /** Length of the sample in time, milliseconds. */
  readonly span: number;
  /** Cases of the sample that any of these finds. */
  of(leads: readonly Filter[]): Promise<number>;
}

interface Kept {
  readonly until: number;
  readonly span: number;
  readonly counts: Map<string, Promise<number>>;
}

const kept = new WeakMap<Connection, Kept>();

/**
 * Estimates by probing the index, kept for ten minutes in the process: filing pays nothing for them, and a wrong one costs time, never
 * a result.
 */
export async function densities(connection: Connection, now: Date): Promise<Densities> {
  let known = kept.get(connection);
  if (known === undefined || known.until < performance.now()) {
    known = { until: performance.now() + KEPT_MS, span: await sampleSpan(connection, now), counts: new Map() };
    kept.set(connection, known);
  }
  const { span, counts } = known;
  const count = (lead: Filter): Promise<number> => {
    if ('scope' in lead && lead.scope === everything.scope) return Promise.resolve(SAMPLE);
    const key = JSON.stringify(lead);
    const found = counts.get(key) ?? countWithin(connection, lead, now.getTime() - span, now.getTime());
    if (counts.size > MOST_KEPT) counts.clear();
    counts.set(key, found);
    found.catch(() => counts.delete(key));
    return found;
  };
  return { span, of: async (leads) => (await Promise.all(leads.map(count))).reduce((sum, one) => sum + one, 0) };
}

/** The time in which the last cases came in. */
async function sampleSpan(connection: Connection, now: Date): Promise<number> {
  for (let span = HOUR_MS; span < LONGEST_MS; span *= 4) {
    const n = await countWithin(connection, everything, now.getTime() - span, now.getTime());
    if (n >= SAMPLE / 4) return (span * SAMPLE) / n;
  }
  return LONGEST_MS;
}
