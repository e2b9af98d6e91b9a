import { inTransaction, writesOf } from '@jamaa/kit';
import type { Connection, mongo } from 'mongoose';
import type { ComplaintRow } from './complaint-row.ts';
import { complaintCollection, complaintRows } from './complaints.ts';
import { entryCollection, entryOf, entryRows } from './search-entries.ts';

/** Index over words in the row itself: where it never was, every case has its entry from the beginning. */
const OLD_INDEX = 'by-token';
const progressCollection = 'search_building';
/** Entries made in one transaction, about: a tenth of a second that a command on one of these cases may have to wait. */
const BATCH = 250;
/** Of references, in the order of their index. */
const LETTERS = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

interface ProgressRow {
  _id: 'entries';
  /** Years and régions are done up to and with this one. */
  done: string;
  entries: number;
  /** Present when every case has its entry. */
  finishedAt?: Date;
}

const progressRows = (connection: Connection): mongo.Collection<ProgressRow> =>
  connection.collection<ProgressRow>(progressCollection) as unknown as mongo.Collection<ProgressRow>;

const complete = new WeakSet<Connection>();

/** Whether every case has its entry. Asked of the database until it is so. */
export async function entriesComplete(connection: Connection): Promise<boolean> {
  if (complete.has(connection)) return true;
  const old = await connection.collection(complaintCollection).indexExists(OLD_INDEX);
  const done = !old || (await progressRows(connection).findOne({ _id: 'entries' }))?.finishedAt !== undefined;
  if (done) complete.add(connection);
  return done;
}

/** What one step of the building has made. */
export interface Built {
  readonly entries: number;
  readonly tookMs: number;
}

/**
 * Makes the entries of rows from before there were any, the newest year first, in small transactions. Along the references, which every
 * row has and whose index answers a range at any size. How far it has come is stored: ended at any moment, it goes on there. The words
 * stay in the old row until its next change takes them out, at the latest its erasure: to write each row anew would cost many times as much
 * as all else. The old index stays too, for an operator to drop: the embedded server answers nobody while it drops one.
 * @param pause is waited for after each step
 */
export async function buildEntries(
  connection: Connection,
  { now, signal, pause }: { now: Date; signal: AbortSignal; pause: (built: Built) => Promise<void> },
): Promise<void> {
  if (await entriesComplete(connection)) return;
  const progress = await progressRows(connection).findOne({ _id: 'entries' });
  const roots = await rootsFrom(connection, now.getUTCFullYear());
  for (const root of roots.slice(progress === null ? 0 : roots.indexOf(progress.done) + 1)) {
    if ((await complaintRows(connection).count(between(root, root))) === 0) continue;
    let entries = 0;
    for await (const range of ranges(connection, root)) {
      if (signal.aborted) return;
      const began = performance.now();
      const made = await buildRange(connection, range);
      entries += made;
      await pause({ entries: made, tookMs: performance.now() - began });
    }
    await progressRows(connection).updateOne(
      { _id: 'entries' },
      { $set: { done: root }, $inc: { entries } },
      { upsert: true },
    );
  }
  await progressRows(connection).updateOne(
    { _id: 'entries' },
    { $set: { done: '', finishedAt: now }, $setOnInsert: { entries: 0 } },
    { upsert: true },
  );
}

/** Beginnings of references: of each year, the newest first, all régions that there are. */
async function rootsFrom(connection: Connection, year: number): Promise<string[]> {
  const hundred = Array.from({ length: 100 }, (_, index) => index);
  const two = (n: number): string => String(n).padStart(2, '0');
  const regions: string[] = [];
  for (const region of hundred.map(two))
    if ((await complaintRows(connection).count(between(`${region}-`, `${region}-`))) > 0) regions.push(region);
  return hundred.flatMap((back) => regions.map((region) => `${region}-${two((year + 100 - back) % 100)}-`));
}

type Range = mongo.Filter<ComplaintRow>;

const between = (first: string, last: string): Range => ({ reference: { $gt: first, $lt: `${last}~` } });

/** Ranges with at most a batch each, neighbours together. */
async function* ranges(connection: Connection, prefix: string): AsyncGenerator<Range> {
  let [first, last, together] = ['', '', 0];
  for (const letter of LETTERS) {
    const next = `${prefix}${letter}`;
    const amount = await complaintRows(connection).count(between(next, next));
    if (together > 0 && together + amount > BATCH) {
      yield between(first, last);
      together = 0;
    }
    if (amount > BATCH) yield* ranges(connection, next);
    else if (amount > 0) {
      if (together === 0) first = next;
      last = next;
      together += amount;
    }
  }
  if (together > 0) yield between(first, last);
}

/** Entries of the rows of one range that have none, in one transaction. */
function buildRange(connection: Connection, range: Range): Promise<number> {
  return inTransaction(connection, async (session) => {
    const rows = (await complaintRows(connection).find(range, { session, projection: read }).toArray()).filter(
      ({ tokens }) => tokens !== undefined,
    );
    if (rows.length === 0) return 0;
    const there = await entryRows(connection)
      .find({ _id: { $in: rows.map(({ _id }) => _id) } }, { session, projection: { _id: 1 } })
      .toArray();
    const known = new Set(there.map(({ _id }) => _id));
    const missing = rows.filter(({ _id }) => !known.has(_id));
    writesOf(session).insert(
      entryCollection,
      missing.map((row) => entryOf(row, row.tokens ?? [])),
    );
    return missing.length;
  });
}

/** Of a row what its entry is made of. */
const read = {
  tokens: 1,
  receivedAt: 1,
  dueAt: 1,
  open: 1,
  category: 1,
  anonymisedAt: 1,
  organisation: 1,
  unit: 1,
  communeCode: 1,
  confidential: 1,
  training: 1,
} as const;
