import { createHash } from 'node:crypto';
import type { Connection, mongo } from 'mongoose';
import { inTransaction } from '../mongo/transaction.ts';
import { writesOf } from '../mongo/writes.ts';
import type { AuditKeys } from './audit-keys.ts';
import { auditRows } from './chain.ts';
import { merkleRoot } from './merkle.ts';

/** The last entry of a chain as a root holds it. */
export interface Leaf {
  /** `_id` of the audit entry. */
  readonly id: string;
  readonly hash: string;
}

/** A signed Merkle root over the heads of the chains that grew in a stretch of time; roots are chained. */
export interface RootRow {
  _id: string;
  number: number;
  /** End of the stretch. */
  upTo: Date;
  leaves: readonly Leaf[];
  merkle: string;
  previous: string;
  hash: string;
  kid: string;
  signature: string;
}

export interface RootHead {
  _id: 'head';
  number: number;
  hash: string;
  /** Up to here all entries have been looked at. */
  upTo: Date;
}

const collection = 'audit_roots';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** An entry's time is taken before its commit: younger ones may not all be there yet. */
const SETTLE_MS = 60_000;
/** What came later than that all the same is found by the next root, which looks back. */
const LOOK_BACK_MS = HOUR_MS;
/**
 * Entries read at once, about: an import writes a million in half an hour, and the embedded server finds all that it is asked for before it
 * answers.
 */
const AT_ONCE = 20_000;
/** Keeps a root below two megabytes. */
const MAX_LEAVES = 10_000;

const rootsOf = (connection: Connection): mongo.Collection<RootRow | RootHead> =>
  connection.collection<RootRow | RootHead>(collection) as unknown as mongo.Collection<RootRow | RootHead>;

export const rootId = (number: number): string => String(number).padStart(10, '0');

export const rootHead = async (connection: Connection): Promise<RootHead | null> =>
  (await rootsOf(connection).findOne({ _id: 'head' })) as RootHead | null;

export const findRoot = async (connection: Connection, number: number): Promise<RootRow | null> =>
  (await rootsOf(connection).findOne({ _id: rootId(number) })) as RootRow | null;

export const leafText = ({ id, hash }: Leaf): string => `${id} ${hash}`;

/** What is signed: everything of a root but its leaves, which the Merkle root stands for. */
export const rootHash = (row: Pick<RootRow, 'number' | 'upTo' | 'merkle' | 'previous'>): string =>
  createHash('sha256')
    .update(JSON.stringify([row.number, row.upTo.toISOString(), row.merkle, row.previous]))
    .digest('base64url');

/**
 * Gathers the next hour (the next day, while more than two are missing) in which something happened into a root, when it is over. Returns
 * the numbers of the roots made, none where nothing happened; `undefined` when there is nothing to gather yet.
 */
export async function gatherRoot(connection: Connection, keys: AuditKeys, now: Date): Promise<number[] | undefined> {
  const head = await rootHead(connection);
  const begin = head?.upTo ?? (await firstEntry(connection));
  if (begin === undefined) return undefined;
  const stretch = await nextStretch(connection, begin.getTime(), now.getTime() - SETTLE_MS);
  if (stretch === undefined) return undefined;
  const upTo = new Date(stretch.upTo);
  const leaves = await headsBetween(connection, stretch, await lastLeaves(connection, head?.number ?? 0));
  const rows: RootRow[] = [];
  for (let at = 0; at < leaves.length; at += MAX_LEAVES) {
    rows.push(rootOf(rows.at(-1) ?? head, upTo, leaves.slice(at, at + MAX_LEAVES), keys));
  }
  const last = rows.at(-1) ?? head;
  await inTransaction(connection, async (session) => {
    const there = (await rootsOf(connection).findOne({ _id: 'head' }, { session })) as RootHead | null;
    // A late holder of the lease takes nothing back.
    if ((there?.upTo.getTime() ?? 0) !== (head?.upTo.getTime() ?? 0)) return;
    const writes = writesOf(session);
    writes.insert(collection, rows);
    writes.update(collection, 'head', { $set: { number: last?.number ?? 0, hash: last?.hash ?? '', upTo } }, true);
  });
  return rows.map((row) => row.number);
}

/**
 * History that was made at once, for development and measurements: roots begin behind it. A seed calls it with the time that its entries bear.
 */
export async function beginRootsBehind(connection: Connection, at: Date): Promise<void> {
  const upTo = new Date(at.getTime() + LOOK_BACK_MS);
  await rootsOf(connection).updateOne(
    { _id: 'head' },
    { $setOnInsert: { number: 0, hash: '', upTo } },
    { upsert: true },
  );
}

async function firstEntry(connection: Connection): Promise<Date | undefined> {
  const [first] = await auditRows(connection)
    .find({ at: { $gt: new Date(0) } }, { projection: { at: 1 } })
    .sort({ at: 1 })
    .limit(1)
    .toArray();
  return first === undefined ? undefined : new Date(first.at.getTime() - 1);
}

/** What the last stretch was gathered into, several roots when it was much: looking back must not gather it again. */
async function lastLeaves(connection: Connection, last: number): Promise<readonly Leaf[]> {
  const leaves: Leaf[] = [];
  let upTo: number | undefined;
  for (let number = last; number > 0; number -= 1) {
    const root = await findRoot(connection, number);
    upTo ??= root?.upTo.getTime();
    if (root?.upTo.getTime() !== upTo) break;
    leaves.push(...(root?.leaves ?? []));
  }
  return leaves;
}

/** Milliseconds since 1970. */
interface Stretch {
  /** Looked back from the stretch's beginning. */
  readonly since: number;
  readonly upTo: number;
  readonly entries: number;
}

/** The next hour or day in which something happened; time in which nothing did is passed over by counting alone. */
async function nextStretch(connection: Connection, begin: number, until: number): Promise<Stretch | undefined> {
  const due = until - begin;
  if (due < HOUR_MS) return undefined;
  const step = due > 2 * DAY_MS ? DAY_MS : HOUR_MS;
  let stretch: Stretch = { since: begin, upTo: begin, entries: 0 };
  while (stretch.entries === 0 && stretch.upTo + step <= until) {
    const [since, upTo] = [stretch.upTo - LOOK_BACK_MS, stretch.upTo + step];
    stretch = { since, upTo, entries: await count(connection, since, upTo) };
  }
  return stretch;
}

const within = (since: number, upTo: number) => ({ at: { $gt: new Date(since), $lte: new Date(upTo) } });

/** By the old command: the index answers it, while `countDocuments` reads every row. */
const count = (connection: Connection, since: number, upTo: number): Promise<number> =>
  auditRows(connection).count(within(since, upTo));

async function headsBetween(
  connection: Connection,
  { since, upTo, entries }: Stretch,
  known: readonly Leaf[],
): Promise<readonly Leaf[]> {
  const there = new Set(known.map(leafText));
  const heads = new Map<string, { number: number; leaf: Leaf }>();
  const parts = Math.ceil(entries / AT_ONCE);
  const step = (upTo - since) / parts;
  const projection = { aggregateId: 1, number: 1, hash: 1 };
  for (let part = 0; part < parts; part += 1) {
    const [from, to] = [part, part + 1].map((at) => Math.round(since + at * step)) as [number, number];
    for (const { _id, aggregateId, number, hash } of await auditRows(connection)
      .find(within(from, to), { projection })
      .toArray())
      if ((heads.get(aggregateId)?.number ?? 0) < number) heads.set(aggregateId, { number, leaf: { id: _id, hash } });
  }
  const leaves = [...heads.values()].map(({ leaf }) => leaf).filter((leaf) => !there.has(leafText(leaf)));
  return leaves.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function rootOf(
  before: Pick<RootHead, 'number' | 'hash'> | null,
  upTo: Date,
  leaves: readonly Leaf[],
  keys: AuditKeys,
): RootRow {
  const number = (before?.number ?? 0) + 1;
  const row = { number, upTo, leaves, merkle: merkleRoot(leaves.map(leafText)), previous: before?.hash ?? '' };
  const hash = rootHash(row);
  return { _id: rootId(number), ...row, hash, kid: keys.kid, signature: keys.sign(hash) };
}
