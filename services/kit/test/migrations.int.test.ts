import { join } from 'node:path';
import { connectMongo, ensureIndexes, type IndexPlan, kitIndexes, migrate, verifyIndexes } from '@jamaa/kit';
import { createSuite, type Suite, startChild } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';

const things: IndexPlan = { collection: 'things', indexes: [{ name: 'by-colour', key: { colour: 1 } }] };
const bigger: IndexPlan = {
  collection: 'things',
  indexes: [...things.indexes, { name: 'by-size', key: { size: 1 } }],
};

describe('the migration step', () => {
  let suite: Suite;
  let mongo: Connection;
  const indexNames = async (collection: string) =>
    (await mongo.collection(collection).indexes()).map((index) => index.name).sort();

  beforeAll(async () => {
    suite = await createSuite();
    const env = suite.env('alpha');
    mongo = await connectMongo({ uri: env.MONGODB_URI, database: env.MONGODB_DATABASE ?? '', appName: 'test' });
  });
  afterAll(async () => {
    await mongo.dropDatabase();
    await mongo.close();
  });

  it('is asked for by a service that starts without it: one line names every index that is missing, and it ends', async () => {
    const child = startChild(join(import.meta.dirname, 'fixtures/consumer.ts'), suite.variables('alpha'));
    expect(await child.ended()).toEqual({ code: 1, signal: null });
    expect(child.stderr().trim().split('\n')).toHaveLength(1);
    expect(child.stderr()).toMatch(
      /"cannot start: indexes missing \(run the migration\): .*events\.pending.*inbox\.expiry/,
    );
    await expect(verifyIndexes(mongo, [things])).rejects.toThrow('things.by-colour');
  });
  it('creates what is missing; a second run changes nothing, and data stays', async () => {
    const plan = { service: 'alpha', indexes: [things], consumes: ['beta'] };
    await migrate(plan, suite.env('alpha'));
    await mongo.collection('things').insertOne({ colour: 'red' });
    const before = await Promise.all(['events', 'inbox', 'things'].map(indexNames));
    await migrate(plan, suite.env('alpha'));
    expect(await Promise.all(['events', 'inbox', 'things'].map(indexNames))).toEqual(before);
    expect(await mongo.collection('things').countDocuments({})).toBe(1);
    await verifyIndexes(mongo, [...kitIndexes, things]);
  });
  it('adds to what there is and takes nothing away', async () => {
    await mongo.collection('things').createIndex({ weight: 1 }, { name: 'an-operator-made-this' });
    await expect(verifyIndexes(mongo, [bigger])).rejects.toThrow(/things\.by-size$/);
    await ensureIndexes(mongo, [bigger]);
    await ensureIndexes(mongo, [things]);
    expect(await indexNames('things')).toEqual(['_id_', 'an-operator-made-this', 'by-colour', 'by-size']);
    await verifyIndexes(mongo, [bigger]);
  });
});
