import { createHash } from 'node:crypto';
import type { ClientSession, Connection, mongo } from 'mongoose';
import { invalidField } from '../errors/app-error.ts';
import type { IndexPlan } from '../migrations/indexes.ts';
import { writesOf } from '../mongo/writes.ts';

/** A row of the deletion register: what was erased, when, by which rule; ids of what held it, never personal data. Append-only, hash-chained. */
export interface ErasureRow {
  _id: string;
  number: number;
  at: Date;
  /** `complaint`, `order`: whose personal data it was. */
  what: string;
  rule: string;
  legalBasis: string;
  /** callerKey of who asked, or `system`. */
  actor: string;
  count: number;
  /** SHA-256 over the sorted ids. */
  digest: string;
  ids: readonly string[];
  previous: string;
  hash: string;
}

interface HeadRow {
  _id: 'head';
  number: number;
  hash: string;
}

export type ErasureEntry = Pick<ErasureRow, 'at' | 'what' | 'rule' | 'legalBasis' | 'actor' | 'ids'>;

const collection = 'erasures';

/** Rows are found by their numbers alone. */
export const erasureIndexes: readonly IndexPlan[] = [{ collection, indexes: [] }];

const rowsOf = (connection: Connection): mongo.Collection<ErasureRow | HeadRow> =>
  connection.collection<ErasureRow | HeadRow>(collection) as unknown as mongo.Collection<ErasureRow | HeadRow>;

const idOf = (number: number): string => String(number).padStart(10, '0');
const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');

const digestOfIds = (ids: readonly string[]): string => sha256([...ids].sort().join('\n'));

const hashOf = (row: Omit<ErasureRow, '_id' | 'ids' | 'hash'>): string => {
  const { number, at, what, rule, legalBasis, actor, count, digest, previous } = row;
  return sha256(JSON.stringify([number, at.toISOString(), what, rule, legalBasis, actor, count, digest, previous]));
};

/** Whether a row's members, ids included, are those it was made with. */
const isIntact = (row: Omit<ErasureRow, '_id'>): boolean =>
  row.hash === hashOf(row) && row.digest === digestOfIds(row.ids) && row.count === row.ids.length;

/** A row as a service tells it. */
export type ToldErasure = Omit<ErasureRow, '_id' | 'number' | 'at' | 'ids'> & {
  readonly number: bigint;
  readonly at: Date | undefined;
  readonly ids: string[];
};

/** @param withIds for the operators' tool alone, which keeps them apart from the backups */
export const toldErasure = ({ _id, number, ids, ...row }: ErasureRow, withIds: boolean): ToldErasure => ({
  ...row,
  number: BigInt(number),
  ids: withIds ? [...ids] : [],
});

/** @throws AppError `validation-failed` for a row that is not as it was exported, or not of `what` */
export function exportedErasure(told: ToldErasure, what: string): ErasureRow {
  const number = Number(told.number);
  const row = { ...told, _id: idOf(number), number, at: told.at ?? new Date(0) };
  if (!isIntact(row) || row.what !== what)
    throw invalidField('erasures', 'changed', `row ${number} is not as it was exported`);
  return row;
}

const headIn = async (connection: Connection, session?: ClientSession): Promise<HeadRow> => {
  const options = session === undefined ? {} : { session };
  const head = (await rowsOf(connection).findOne({ _id: 'head' }, options)) as HeadRow | null;
  return head ?? { _id: 'head', number: 0, hash: '' };
};

/** Puts an erasure on the register, in the transaction that erases. */
export async function appendErasure(
  connection: Connection,
  session: ClientSession,
  entry: ErasureEntry,
): Promise<ErasureRow> {
  const head = await headIn(connection, session);
  const { ids } = entry;
  const { at, what, rule, legalBasis, actor } = entry;
  const facts = { at, what, rule, legalBasis, actor, ids, count: ids.length, digest: digestOfIds(ids) };
  const row = { ...facts, number: head.number + 1, previous: head.hash };
  return insert(session, { ...row, _id: idOf(row.number), hash: hashOf(row) });
}

function insert(session: ClientSession, row: ErasureRow): ErasureRow {
  const writes = writesOf(session);
  writes.insert(collection, [row]);
  writes.update(collection, 'head', { $set: { number: row.number, hash: row.hash } }, true);
  return row;
}

/**
 * Takes a row of an earlier export back after a restore, as it was where it follows the last one there is; as a new row where the
 * register has gone on differently. A row that is there already is left.
 */
export async function takeBack(connection: Connection, session: ClientSession, row: ErasureRow): Promise<void> {
  const head = await headIn(connection, session);
  const there = (await rowsOf(connection).findOne({ _id: row._id }, { session })) as ErasureRow | null;
  if (there?.hash === row.hash) return;
  if (there === null && row.number === head.number + 1 && row.previous === head.hash) insert(session, row);
  else await appendErasure(connection, session, row);
}

/** Rows after a number, in order; the numbers have no gap, so that each is found by its id. */
export async function erasuresAfter(connection: Connection, after: number, limit: number): Promise<ErasureRow[]> {
  const ids = Array.from({ length: limit }, (_, index) => idOf(after + 1 + index));
  const rows = (await rowsOf(connection)
    .find({ _id: { $in: ids } })
    .toArray()) as ErasureRow[];
  return rows.sort((a, b) => a.number - b.number);
}

/** Whether rows that stand after `after` fit each other, the row before them and, at the end, the register's head. */
export async function fitTogether(
  connection: Connection,
  after: number,
  rows: readonly ErasureRow[],
): Promise<boolean> {
  const head = await headIn(connection);
  let previous = after === 0 ? '' : ((await erasuresAfter(connection, after - 1, 1))[0]?.hash ?? '');
  let number = after;
  for (const row of rows) {
    if (row.number !== number + 1 || row.previous !== previous || !isIntact(row)) return false;
    number = row.number;
    previous = row.hash;
  }
  return number < head.number || (number === head.number && previous === head.hash);
}
