import { createHash } from 'node:crypto';
import type { ClientSession, Connection, mongo } from 'mongoose';
import { bytesOf } from '../journal/replay.ts';
import { writesOf } from '../mongo/writes.ts';

/** One entry of an aggregate's audit chain: who did what, when, and the hash that ties it to the one before. */
export interface AuditRow {
  /** `<aggregate id>:<number>`, from 1 without gaps. */
  _id: string;
  aggregateId: string;
  number: number;
  at: Date;
  /** callerKey of who acted. */
  actor: string;
  action: string;
  /** Facts without personal data; personal values enter as salted digests so that an erasure keeps the chain verifiable. */
  facts: Readonly<Record<string, string | number | boolean>>;
  /** Free words that belong to the entry, sealed under the person's key; `facts.sealed` is the digest of these bytes. */
  sealed?: Uint8Array | mongo.Binary;
  previous: string;
  hash: string;
}

export interface AuditHead {
  readonly number: number;
  readonly hash: string;
}

export const emptyChain: AuditHead = { number: 0, hash: '' };

const collection = 'audit';

export const auditRows = (connection: Connection): mongo.Collection<AuditRow> =>
  connection.collection<AuditRow>(collection) as unknown as mongo.Collection<AuditRow>;

/** The hash of an entry: SHA-256 over its members in a fixed order, the facts by sorted key. */
export function auditHash(row: Omit<AuditRow, 'hash' | '_id'>): string {
  const facts = Object.entries(row.facts).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([
    row.previous,
    row.aggregateId,
    row.number,
    row.at.toISOString(),
    row.actor,
    row.action,
    facts,
  ]);
  return createHash('sha256').update(text).digest('base64url');
}

/**
 * The digest by which an entry holds sealed words to itself. What is sealed begins with random bytes: they are its salt, so that the
 * digest tells nothing once the key is gone, and still verifies.
 */
export const digestOf = (sealed: Uint8Array): string => createHash('sha256').update(sealed).digest('base64url');

/** Builds the next entry of a chain. */
export function nextAuditRow(
  head: AuditHead,
  { sealed, ...entry }: Pick<AuditRow, 'aggregateId' | 'at' | 'actor' | 'action' | 'facts'> & { sealed?: Uint8Array },
): AuditRow {
  const own = sealed === undefined ? entry : { ...entry, sealed, facts: { ...entry.facts, sealed: digestOf(sealed) } };
  const row = { ...own, number: head.number + 1, previous: head.hash };
  return { ...row, _id: `${entry.aggregateId}:${row.number}`, hash: auditHash(row) };
}

/** Writes the entry with the transaction. Two that go on from the same head meet the unique `_id`. */
export function writeAudit(session: ClientSession, row: AuditRow): AuditHead {
  writesOf(session).insert(collection, [row]);
  return { number: row.number, hash: row.hash };
}

/** Walks one aggregate's chain. Returns the number of the first entry that does not fit, or `undefined` when all do. */
export async function verifyChain(
  connection: Connection,
  aggregateId: string,
  head: AuditHead,
): Promise<number | undefined> {
  return firstBroken(await auditRows(connection).find({ aggregateId }).sort({ number: 1 }).toArray(), head);
}

/** The number of the first entry of a chain, given in order, that does not fit; `undefined` when all do and end at the head. */
export function firstBroken(rows: readonly AuditRow[], head: AuditHead): number | undefined {
  let previous = emptyChain;
  for (const row of rows) {
    if (!fits(row, previous)) return previous.number + 1;
    previous = { number: row.number, hash: row.hash };
  }
  return previous.hash === head.hash && previous.number === head.number ? undefined : previous.number + 1;
}

function fits(row: AuditRow, previous: AuditHead): boolean {
  if (row.number !== previous.number + 1 || row.previous !== previous.hash || row.hash !== auditHash(row)) return false;
  const digest = row.facts['sealed'];
  if (row.sealed === undefined) return digest === undefined;
  return digest === digestOf(bytesOf(row.sealed));
}
