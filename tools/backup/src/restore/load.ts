import { mongo } from 'mongoose';
import { decode, readDocuments } from '../archive/bson-file.ts';

const BATCH_DOCUMENTS = 2_000;
const BATCH_BYTES = 8_000_000;
const DUPLICATE = 11_000;

/** Writes the copies of one collection, which exists afterwards even when it is empty. Returns how many there are. */
export async function loadCollection(database: mongo.Db, name: string, file: string): Promise<number> {
  await database.createCollection(name).catch((error: unknown) => {
    if (!(error instanceof mongo.MongoServerError) || error.codeName !== 'NamespaceExists') throw error;
  });
  const collection = database.collection(name);
  let documents = 0;
  let bytes = 0;
  let batch: mongo.Document[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await insertCopies(collection, batch);
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

/** A row that was removed and written anew while it was copied can be there twice: what comes after decides which it is. */
async function insertCopies(collection: mongo.Collection, documents: mongo.Document[]): Promise<void> {
  try {
    await collection.insertMany(documents, { ordered: false });
  } catch (error) {
    if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
    if ([error.writeErrors].flat().some(({ code }) => code !== DUPLICATE)) throw error;
  }
}
