import type { ClientSession, Connection } from 'mongoose';
import { AppError, invalidField } from '../errors/app-error.ts';
import { inTransaction } from '../mongo/transaction.ts';
import type { AuditKeys } from './audit-keys.ts';
import { type AuditHead, type AuditRow, auditRows, emptyChain, firstBroken } from './chain.ts';
import { merkleRoot } from './merkle.ts';
import { findRoot, leafText, rootHash, rootHead } from './roots.ts';

/** Where the aggregates stand whose chains are verified. */
export interface AuditHeads {
  readonly collection: string;
  /** Member that holds the chain's head. */
  readonly field: string;
  /** Unique indexed member by which people call an aggregate. */
  readonly name?: string;
  /** Id of the row that holds the head of an aggregate's chain, where it is not the aggregate's own; `undefined` for others' aggregates. */
  rowOf?(aggregateId: string): string | undefined;
}

const rowOf = ({ rowOf: own }: AuditHeads, aggregateId: string): string | undefined =>
  own === undefined ? aggregateId : own(aggregateId);

export interface Verified {
  entries: number;
  chains: number;
  roots: number;
  broken: string[];
  nextCursor: string;
  end: boolean;
}

const DAY_MS = 86_400_000;
const AT_ONCE = 200;
/** How long one call looks; then the caller asks again with the cursor. */
const CALL_MS = 3_000;
const MAX_BROKEN = 100;

/** Verifies what comes after the cursor: the roots one by one, then the chains by the days on which they grew. */
export async function verifyAudit(
  connection: Connection,
  keys: AuditKeys,
  heads: readonly AuditHeads[],
  cursor: string,
  now: Date,
): Promise<Verified> {
  const done: Verified = { entries: 0, chains: 0, roots: 0, broken: [], nextCursor: cursor, end: false };
  const until = performance.now() + CALL_MS;
  let place = placeOf(cursor);
  while (!done.end && performance.now() < until && done.broken.length < MAX_BROKEN) {
    place =
      place.kind === 'root'
        ? await verifyRoot(connection, keys, place.number, done)
        : await verifyDay(connection, heads, place.from, now, done);
    done.nextCursor = place.kind === 'root' ? `root:${place.number}` : `day:${place.from}`;
  }
  return done;
}

type Place = { readonly kind: 'root'; readonly number: number } | { readonly kind: 'day'; readonly from: number };

function placeOf(cursor: string): Place {
  if (cursor === '') return { kind: 'root', number: 1 };
  const [, kind, value] = /^(root|day):(-?\d{1,15})$/.exec(cursor) ?? [];
  if (kind === undefined) throw invalidField('cursor', 'format', 'not a cursor of this method');
  return kind === 'root' ? { kind, number: Number(value) } : { kind: 'day', from: Number(value) };
}

async function verifyRoot(connection: Connection, keys: AuditKeys, number: number, done: Verified): Promise<Place> {
  const head = await rootHead(connection);
  if (number > (head?.number ?? 0)) return { kind: 'day', from: 0 };
  const row = await findRoot(connection, number);
  const before = number === 1 ? undefined : await findRoot(connection, number - 1);
  done.roots += 1;
  const wrong = (what: string): void => void done.broken.push(`root ${number}: ${what}`);
  if (row === null) wrong('is missing');
  else {
    if (row.merkle !== merkleRoot(row.leaves.map(leafText))) wrong('its leaves are not what was gathered');
    if (row.hash !== rootHash(row)) wrong('has been changed');
    if (!keys.verify(row.kid, row.hash, row.signature)) wrong(`its signature by key ${row.kid} does not hold`);
    if (before !== null && row.previous !== (before?.hash ?? '')) wrong(`does not follow root ${number - 1}`);
    if (number === head?.number && row.hash !== head.hash) wrong('is not the last one that was made');
    await verifyLeaves(connection, row.leaves, (id, what) => wrong(`entry ${id} ${what}`));
  }
  return { kind: 'root', number: number + 1 };
}

async function verifyLeaves(
  connection: Connection,
  leaves: readonly { readonly id: string; readonly hash: string }[],
  wrong: (id: string, what: string) => void,
): Promise<void> {
  for (let at = 0; at < leaves.length; at += AT_ONCE) {
    const some = leaves.slice(at, at + AT_ONCE);
    const rows = await auditRows(connection)
      .find({ _id: { $in: some.map(({ id }) => id) } }, { projection: { hash: 1 } })
      .toArray();
    const found = new Map(rows.map(({ _id, hash }) => [_id, hash]));
    for (const { id, hash } of some) {
      const now = found.get(id);
      if (now !== hash) wrong(id, now === undefined ? 'is missing' : 'is not the one that was signed');
    }
  }
}

/** Just before the first entry that is younger; a sorted look over all that is left, so not for every day. */
async function nextEntry(connection: Connection, after: number): Promise<number | undefined> {
  const [first] = await auditRows(connection)
    .find({ at: { $gt: new Date(after) } }, { projection: { at: 1 } })
    .sort({ at: 1 })
    .limit(1)
    .toArray();
  return first === undefined ? undefined : first.at.getTime() - 1;
}

async function verifyDay(
  connection: Connection,
  heads: readonly AuditHeads[],
  start: number,
  now: Date,
  done: Verified,
): Promise<Place> {
  const from = start === 0 ? await nextEntry(connection, start) : start;
  // Entries have no time beyond the present but for clocks that disagree a little.
  if (from === undefined || from > now.getTime() + DAY_MS) {
    done.end = true;
    return { kind: 'day', from: start };
  }
  const upTo = from + DAY_MS;
  const grown = new Set<string>();
  const range = { at: { $gt: new Date(from), $lte: new Date(upTo) } };
  const rows = auditRows(connection).find(range, { projection: { aggregateId: 1 } });
  for await (const row of rows) grown.add(row.aggregateId);
  // Days without entries are passed over at once.
  if (grown.size === 0) return { kind: 'day', from: (await nextEntry(connection, upTo)) ?? now.getTime() + 2 * DAY_MS };
  const ids = [...grown];
  for (let at = 0; at < ids.length; at += AT_ONCE)
    await verifyChains(connection, heads, ids.slice(at, at + AT_ONCE), done);
  return { kind: 'day', from: upTo };
}

/** The heads that these aggregates hold, by aggregate. */
async function headsOf(
  connection: Connection,
  heads: readonly AuditHeads[],
  ids: readonly string[],
  session?: ClientSession,
): Promise<ReadonlyMap<string, AuditHead>> {
  const found = new Map<string, AuditHead>();
  for (const one of heads) {
    const { collection, field } = one;
    const chainOf = new Map<string, string>();
    for (const id of ids) {
      const row = rowOf(one, id);
      if (row !== undefined) chainOf.set(row, id);
    }
    const options = { projection: { [field]: 1 }, ...(session === undefined ? {} : { session }) };
    const owners = connection
      .collection<{ _id: string }>(collection)
      .find({ _id: { $in: [...chainOf.keys()] } }, options);
    for await (const row of owners) found.set(chainOf.get(row._id) ?? '', Reflect.get(row, field) as AuditHead);
  }
  return found;
}

/** Chains of these aggregates, each whole and against the head that the aggregate holds. */
async function verifyChains(
  connection: Connection,
  heads: readonly AuditHeads[],
  ids: readonly string[],
  done: Verified,
): Promise<void> {
  const all = await auditRows(connection)
    .find({ aggregateId: { $in: [...ids] } })
    .toArray();
  const chains = Map.groupBy(all, (row: AuditRow) => row.aggregateId);
  const headOf = await headsOf(connection, heads, ids);
  for (const id of ids) {
    const rows = (chains.get(id) ?? []).sort((a, b) => a.number - b.number);
    const head = headOf.get(id);
    done.chains += 1;
    done.entries += rows.length;
    const at = firstBroken(rows, head ?? emptyChain) === undefined ? undefined : await lookAgain(connection, heads, id);
    if (at !== undefined) done.broken.push(`aggregate ${id}: entry ${at} does not fit`);
  }
}

/** A command may have come between the reading of the head and of the chain: both are read again, of one moment. */
const lookAgain = (connection: Connection, heads: readonly AuditHeads[], id: string): Promise<number | undefined> =>
  inTransaction(connection, async (session) => {
    const head = (await headsOf(connection, heads, [id], session)).get(id) ?? emptyChain;
    const rows = await auditRows(connection).find({ aggregateId: id }, { session }).sort({ number: 1 }).toArray();
    return firstBroken(rows, head);
  });

/** One chain, by the aggregate's id or the name people give it. @throws AppError `not-found` */
export async function verifyOne(connection: Connection, heads: readonly AuditHeads[], id: string): Promise<Verified> {
  const done: Verified = { entries: 0, chains: 0, roots: 0, broken: [], nextCursor: '', end: true };
  for (const one of heads) {
    const owners = connection.collection<{ _id: string }>(one.collection);
    const named = one.name === undefined ? null : await owners.findOne({ [one.name]: id.toUpperCase() });
    const row = rowOf(one, id);
    const known = named === null && row !== undefined && (await owners.findOne({ _id: row })) !== null;
    if (named === null && !known) continue;
    await verifyChains(connection, heads, [named?._id ?? id], done);
    return done;
  }
  throw new AppError('not-found', `no aggregate ${id}`);
}
