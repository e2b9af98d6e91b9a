import type { ClientSession, Connection, mongo } from 'mongoose';
import { inTransaction, isDuplicateKey } from '../mongo/transaction.ts';
import { type AccountCopy, accountCopies, copyState, type OrganisationCopy, organisationCopies } from './rows.ts';

type Versioned = { _id: string; version: number };

/** What the directory told when asked, by a snapshot or about one subject. */
export interface Told {
  readonly organisations: readonly OrganisationCopy[];
  readonly accounts: readonly AccountCopy[];
}

/** Stores what is newer, in a transaction of its own. */
export async function storeTold(connection: Connection, told: Told): Promise<void> {
  const store = (): Promise<void> =>
    inTransaction(connection, async (session) => {
      await storeOrganisations(connection, session, told.organisations);
      await storeAccounts(connection, session, told.accounts);
    });
  // An event or another replica may have inserted the same row meanwhile: it is seen the second time.
  await store().catch((error: unknown) => (isDuplicateKey(error) ? store() : Promise.reject(error)));
}

/** Stores organisations that are newer than what is there; returns how many were. */
export const storeOrganisations = (
  connection: Connection,
  session: ClientSession,
  rows: readonly OrganisationCopy[],
): Promise<number> => storeNewer(connection, session, organisationCopies(connection), 'organisations', rows);

/** Stores accounts that are newer than what is there; returns how many were. */
export const storeAccounts = (
  connection: Connection,
  session: ClientSession,
  rows: readonly AccountCopy[],
): Promise<number> => storeNewer(connection, session, accountCopies(connection), 'accounts', rows);

/**
 * Writes rows whose version is greater than the stored one, and counts the change in the same transaction, so that no replica
 * can see the counter without the rows. Two writers of one row meet as a write conflict and one of them runs again.
 */
async function storeNewer<T extends Versioned>(
  connection: Connection,
  session: ClientSession,
  collection: mongo.Collection<T>,
  counter: 'organisations' | 'accounts',
  rows: readonly T[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const ids = { _id: { $in: rows.map((row) => row._id) } } as unknown as mongo.Filter<T>;
  const found = await collection.find(ids, { session, projection: { version: 1 } }).toArray();
  const versions = new Map(found.map((row) => [String(row._id), row['version'] as number]));
  const newer = rows.filter((row) => row.version > (versions.get(row._id) ?? 0));
  if (newer.length === 0) return 0;
  await collection.bulkWrite(
    newer.map((row): mongo.AnyBulkWriteOperation<T> => {
      const filter = { _id: row._id } as unknown as mongo.Filter<T>;
      return versions.has(row._id)
        ? { replaceOne: { filter, replacement: row as mongo.WithoutId<T> } }
        : { insertOne: { document: row as unknown as mongo.OptionalId<T> } };
    }),
    { session, ordered: true },
  );
  await copyState(connection).updateOne({ _id: 'directory' }, { $inc: { [counter]: 1 } }, { session, upsert: true });
  return newer.length;
}
