import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mongo } from 'mongoose';
import { BsonWriter } from '../src/archive/bson-file.ts';
import { Indexes } from '../src/restore/indexes.ts';
import { loadCollection } from '../src/restore/load.ts';

const specs = [
  { v: 2, name: '_id_', key: { _id: 1 } },
  { v: 2, name: 'at', key: { at: 1 } },
  { v: 2, name: 'seat', key: { seat: 1 }, unique: true },
  { v: 2, name: 'expiry', key: { until: 1 }, expireAfterSeconds: 0 },
];

describe('a collection that is filled from its copy', () => {
  const client = new mongo.MongoClient(process.env['MONGODB_URI'] ?? '');
  let collection: mongo.Collection;
  let indexes: Indexes;
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jamaa-load-'));
    collection = client.db(`t${randomBytes(5).toString('hex')}`).collection('rows');
    indexes = new Indexes(collection, specs);
    await indexes.begin();
  });
  afterEach(async () => {
    await client.db(collection.dbName).dropDatabase();
    await rm(folder, { recursive: true, force: true });
  });
  afterAll(() => client.close());

  const names = async (): Promise<string[]> => (await collection.indexes()).map(({ name }) => name ?? '').sort();
  const copied = async (rows: readonly mongo.Document[]): Promise<string> => {
    const path = join(folder, 'rows.bson');
    const file = await BsonWriter.open(path);
    for (const row of rows) await file.add(mongo.BSON.serialize(row));
    await file.close();
    return path;
  };

  it('has its indexes before its rows, but for one by which rows expire', async () => {
    expect(await names()).toEqual(['_id_', 'at', 'seat']);
    expect(await loadCollection(collection, indexes, await copied([{ _id: 'a', seat: 1 }]))).toBe(1);
    expect(await indexes.end()).toBe(true);
    expect(await names()).toEqual(['_id_', 'at', 'expiry', 'seat']);
    expect(await indexes.end()).toBe(false);
  });

  it('keeps both rows whose copies have one unique value, until a change says whose it is', async () => {
    const rows = [
      { _id: 'a', seat: 1 },
      { _id: 'b', seat: 2 },
      { _id: 'c', seat: 1 },
    ];
    expect(await loadCollection(collection, indexes, await copied(rows))).toBe(3);
    expect(await collection.find({}).sort({ _id: 1 }).toArray()).toEqual(rows);
    expect(await names()).toEqual(['_id_', 'at']);
    await expect(indexes.end()).rejects.toThrow(/duplicate/i);
    await collection.updateOne({ _id: 'a' as never }, { $set: { seat: 3 } });
    await indexes.end();
    expect(await names()).toEqual(['_id_', 'at', 'expiry', 'seat']);
  });

  it('takes a row that was copied twice once, and keeps the unique indexes', async () => {
    const rows = [
      { _id: 'a', seat: 1 },
      { _id: 'b', seat: 2 },
      { _id: 'a', seat: 3 },
    ];
    await loadCollection(collection, indexes, await copied(rows));
    expect(await collection.find({}).sort({ _id: 1 }).toArray()).toEqual(rows.slice(0, 2));
    expect(await names()).toEqual(['_id_', 'at', 'seat']);
  });
});
