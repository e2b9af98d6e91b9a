import { mongo } from 'mongoose';
import { decode, readDocuments } from '../archive/bson-file.ts';
import type { Indexes } from './indexes.ts';

const BATCH_DOCUMENTS = 2_000;
const BATCH_BYTES = 8_000_000;
/** Server error: a key of a unique index is taken. */
export const DUPLICATE = 11_000;

/** Writes the copies of one collection. Returns how many there are. */
export async function loadCollection(collection: mongo.Collection, indexes: Indexes, file: string): Promise<number> {
  let documents = 0;
  let bytes = 0;
  let batch: mongo.Document[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await insertCopies(collection, indexes, batch);
    documents += batch.length;
    bytes = 0;
    batch = [];
  };
  for await (const raw of readDocuments(file)) {
    batch.push(decode(Buffer.from(raw)));
    bytes += raw.length;
    if (batch.length >= BATCH_DOCUMENTS || bytes >= BATCH_BYTES) await flush();
  }
  await flush();
  return documents;
}

/**
 * A row that was removed and written anew while it was copied can be there twice: what comes after decides which it is. A row that
 * has the unique value of another one is put in nevertheless.
 */
async function insertCopies(
  collection: mongo.Collection,
  indexes: Indexes,
  documents: readonly mongo.Document[],
): Promise<void> {
  const refused = await insert(collection, documents);
  if (refused.length === 0) return;
  const ids = refused.map(({ _id }) => _id);
  const there = await collection.find({ _id: { $in: ids } } as never, { projection: { _id: 1 } }).toArray();
  const known = new Set(there.map(({ _id }) => mongo.BSON.EJSON.stringify(_id)));
  const missing = refused.filter(({ _id }) => !known.has(mongo.BSON.EJSON.stringify(_id)));
  if (missing.length === 0) return;
  await indexes.putOffUnique();
  const still = await insert(collection, missing);
  if (still.length > 0) throw new Error(`${collection.namespace}: ${still.length} rows are refused as duplicates`);
}

/** Returns those that are refused because another row has the same key. */
async function insert(
  collection: mongo.Collection,
  documents: readonly mongo.Document[],
): Promise<readonly mongo.Document[]> {
  try {
    await collection.insertMany([...documents], { ordered: false });
    return [];
  } catch (error) {
    if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
    const errors = [error.writeErrors].flat();
    if (errors.some(({ code }) => code !== DUPLICATE)) throw error;
    return errors.map(({ index }) => documents[index] as mongo.Document);
  }
}
