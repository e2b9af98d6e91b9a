import { connectMongo, inTransaction, migrate, type Together, writesOf } from '@jamaa/kit';
import { createSuite, type Suite } from '@jamaa/kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ClientSession, Connection } from 'mongoose';
import { createTogether } from '../src/mongo/together.ts';
import { committedOn } from '../src/mongo/transaction.ts';

interface Row {
  _id: string;
  count: number;
}

describe('transactions that callers share, and what a transaction writes', () => {
  let suite: Suite;
  let mongo: Connection;
  let together: Together;

  const rows = (name = 'things') => mongo.collection<Row>(name);
  const ids = async (name = 'things'): Promise<string[]> =>
    (await rows(name).find().sort({ _id: 1 }).toArray()).map((row) => row._id);
  const insert = (id: string) => async (session: ClientSession) => {
    writesOf(session).insert('things', [{ _id: id, count: 1 }]);
    return id;
  };
  /** Reads, adds one, writes: two at once would lose one. */
  const increment = async (session: ClientSession): Promise<number> => {
    const row = await rows().findOne({ _id: 'a' }, { session });
    const count = (row?.count ?? 0) + 1;
    writesOf(session).replace('things', { _id: 'a', count } as Row);
    return count;
  };

  beforeAll(async () => {
    suite = await createSuite();
    const env = suite.env('alpha');
    await migrate({ service: 'alpha', indexes: [], consumes: [] }, env);
    mongo = await connectMongo({ uri: env.MONGODB_URI, database: env.MONGODB_DATABASE ?? '', appName: 'test' });
    // Collections are made outside of transactions: making one is no part of what is measured here.
    for (const name of ['things', 'others']) await mongo.createCollection(name);
  });
  beforeEach(async () => {
    await Promise.all([rows().deleteMany({}), rows('others').deleteMany({})]);
    together = createTogether(mongo, { lanes: 1, most: 16 });
  });
  afterAll(async () => {
    await mongo.dropDatabase();
    await mongo.close();
  });

  it('commits once for many that ask at the same moment, and each gets its own result', async () => {
    const before = committedOn(mongo);
    const asked = Array.from({ length: 33 }, (_, index) => `id-${String(index).padStart(2, '0')}`);
    expect(await Promise.all(asked.map((id) => together(id, insert(id))))).toEqual(asked);
    expect(await ids()).toEqual(asked);
    // The first goes alone, the others in two batches of sixteen.
    expect(committedOn(mongo) - before).toBe(3);
  });

  it('writes nothing of one that throws, and all of its neighbours', async () => {
    const refused = async (session: ClientSession): Promise<never> => {
      await insert('refused')(session);
      throw new Error('not allowed');
    };
    const ends = await Promise.allSettled([
      together('first', insert('first')),
      together('a', insert('a')),
      together('b', refused),
      together('c', insert('c')),
    ]);
    expect(ends.map((end) => end.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(await ids()).toEqual(['a', 'c', 'first']);
  });

  it('gives a duplicate to whoever wrote it, and to nobody else', async () => {
    await together('a', insert('a'));
    const ends = await Promise.allSettled([
      together('first', insert('first')),
      together('b', insert('b')),
      together('again', insert('a')),
      together('c', insert('c')),
    ]);
    expect(ends.map((end) => end.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(ends[2]).toMatchObject({ reason: { code: 11_000 } });
    expect(await ids()).toEqual(['a', 'b', 'c', 'first']);
  });

  it('never puts two of one key into one transaction: the second reads what the first has written', async () => {
    await together('a', insert('a'));
    const counts = await Promise.all(Array.from({ length: 12 }, () => together('a', increment)));
    expect(counts.toSorted((x, y) => x - y)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  });

  it('starts again when somebody else has changed what it read, and loses no change', async () => {
    await together('a', insert('a'));
    const two = [together, createTogether(mongo, { lanes: 1, most: 16 })] as const;
    await Promise.all(Array.from({ length: 12 }, (_, index) => (two[index % 2] ?? together)('a', increment)));
    expect((await rows().findOne({ _id: 'a' }))?.count).toBe(13);
  });

  it('writes to several collections whole or not at all, also in a transaction that has read nothing', async () => {
    await rows('others').insertOne({ _id: 'there', count: 0 });
    for (const reads of [true, false]) {
      const write = inTransaction(mongo, async (session) => {
        if (reads) await rows().findOne({ _id: 'x' }, { session });
        writesOf(session).insert('things', [{ _id: 'x', count: 1 }]);
        writesOf(session).insert('others', [{ _id: 'there', count: 1 }]);
      });
      await expect(write).rejects.toMatchObject({ code: 11_000 });
      expect(await ids()).toEqual([]);
      expect(await rows('others').find().toArray()).toEqual([{ _id: 'there', count: 0 }]);
    }
  });

  it('takes no writes outside of a transaction', async () => {
    let kept: ClientSession | undefined;
    await inTransaction(mongo, async (session) => {
      kept = session;
    });
    expect(() => writesOf(kept as ClientSession)).toThrow('no transaction');
  });
});
