import { randomBytes, randomInt } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { follow, openCell, restore, takeBase } from '@jamaa/backup';
import { until } from '@jamaa/kit/testing';
import { startEmbeddedDatabase } from '@jamaa/stack';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mongo } from 'mongoose';

const now = (): Date => new Date();
const tell = (): void => undefined;
const rows = ['a', 'b'] as const;

/** A database that is written to without a pause: every transaction leaves the same counter in a row of `a` and of `b`. */
class Busy {
  readonly name = `t${randomBytes(5).toString('hex')}_busy`;
  readonly client: mongo.MongoClient;
  #stop = false;
  #running: Promise<void> = Promise.resolve();
  readonly #seated = new Map<string, string>();
  commits = 0;

  constructor(uri: string) {
    this.client = new mongo.MongoClient(uri, { writeConcern: { w: 'majority', journal: true } });
  }

  get db(): mongo.Db {
    return this.client.db(this.name);
  }

  async open(): Promise<this> {
    for (const name of rows) {
      await this.db.createCollection(name);
      await this.db.collection(name).createIndex({ n: 1 }, { name: 'by-n' });
      const since = { at: { $gt: new Date(0) } };
      await this.db.collection(name).createIndex({ at: 1 }, { name: 'dated', partialFilterExpression: since });
      const held = { seat: { $gt: '' } };
      await this.db
        .collection(name)
        .createIndex({ seat: 1 }, { name: 'seat', unique: true, partialFilterExpression: held });
      await this.db.collection(name).createIndex({ until: 1 }, { name: 'expiry', expireAfterSeconds: 0 });
    }
    return this;
  }

  start(): void {
    this.#stop = false;
    this.#running = (async () => {
      while (!this.#stop) await this.commit();
    })();
  }

  async commit(): Promise<void> {
    const session = this.client.startSession();
    const _id = `row-${randomInt(40)}` as never;
    const [n, choice] = [this.commits + 1, randomInt(7)];
    const seat = `seat-${randomInt(3)}`;
    try {
      await session.withTransaction(async () => {
        for (const name of rows) {
          const collection = this.db.collection(name);
          const filter = { _id };
          if (choice === 0) await collection.deleteOne(filter, { session });
          else if (choice === 1)
            await collection.replaceOne(filter, { n, list: [n], deep: { n } }, { upsert: true, session });
          else if (choice === 6) {
            // A unique value goes from one row to another.
            const before = this.#seated.get(seat);
            if (before !== undefined) await collection.deleteOne({ _id: before as never }, { session });
            await collection.insertOne({ _id: `${seat} ${n}` as never, n, seat }, { session });
          } else
            await collection.updateOne(
              filter,
              {
                $set: { n, [`deep.k${randomInt(5)}`]: 0.5 + n },
                $unset: { [`deep.k${5 + randomInt(3)}`]: '' },
                $push: { list: { $each: [n], $slice: choice === 2 ? -1 : -50 } } as never,
              },
              { upsert: true, session },
            );
        }
      });
      this.commits = n;
      if (choice === 6) this.#seated.set(seat, `${seat} ${n}`);
    } finally {
      await session.endSession();
    }
  }

  async pause(): Promise<void> {
    this.#stop = true;
    await this.#running;
  }

  async contents(prefix = ''): Promise<Record<string, unknown>> {
    const database = this.client.db(`${prefix}${this.name}`);
    const found = rows.map(async (name) => [name, await database.collection(name).find({}).sort({ _id: 1 }).toArray()]);
    return Object.fromEntries(await Promise.all(found));
  }
}

describe('an archive of a database that is written to without a pause', () => {
  /**
   * One of its own: the embedded database gives each change of a transaction its own time, and tells of them up to the first that some
   * other client has not committed yet. With one client its transactions are told whole, as a server of MongoDB tells all of them.
   */
  let server: Awaited<ReturnType<typeof startEmbeddedDatabase>>;
  let uri: string;
  let busy: Busy;
  let folder: string;
  const folders: string[] = [];
  beforeAll(async () => {
    server = await startEmbeddedDatabase(tell);
    uri = server.uri;
  });
  beforeEach(async () => {
    busy = await new Busy(uri).open();
    folder = await mkdtemp(join(tmpdir(), 'jamaa-backup-'));
    folders.push(folder);
  });
  afterEach(async () => {
    await busy.pause();
    for (const prefix of ['', 'x_', 'y_']) await busy.client.db(`${prefix}${busy.name}`).dropDatabase();
    await busy.client.close();
  });
  afterAll(async () => {
    await server.stop();
    await Promise.all(folders.map((one) => rm(one, { recursive: true, force: true })));
  });

  const base = async (): Promise<string> => {
    const cell = await openCell(uri, [busy.name]);
    try {
      return await takeBase(cell, { folder, cell: '00', now, tell });
    } finally {
      await cell.close();
    }
  };
  const followed = async (act: () => Promise<unknown>): Promise<void> => {
    const cell = await openCell(uri, [busy.name]);
    const stop = new AbortController();
    let reached = 0;
    const running = follow(cell, {
      folder,
      everyMs: 50,
      now,
      tell,
      signal: stop.signal,
      reached: () => (reached += 1),
    });
    await until('the archive is followed', () => reached > 0);
    await act();
    stop.abort();
    await running;
    await cell.close();
  };
  const restored = (prefix: string, more: { until?: Date } = {}) =>
    restore(busy.client, uri, { folder, operator: 'test', now, tell, renamed: (name) => `${prefix}${name}`, ...more });
  const commits = (count: number): Promise<unknown> => {
    const enough = busy.commits + count;
    return until(`${count} commits`, () => busy.commits >= enough);
  };

  it('is restored to the last row, with its indexes, over a stop of the follower', async () => {
    busy.start();
    await commits(20);
    await followed(async () => {
      await base();
      await commits(60);
    });
    await commits(20);
    await followed(async () => {
      await commits(30);
      await busy.pause();
    });
    const { changes, epoch, documents } = await restored('x_');
    expect(await busy.contents('x_')).toEqual(await busy.contents());
    expect(documents).toBeGreaterThan(0);
    expect(changes).toBeGreaterThan(200);
    expect(epoch).toBe(1);
    const indexes = await busy.client.db(`x_${busy.name}`).collection('a').indexes();
    expect(indexes).toEqual(await busy.db.collection('a').indexes());
    expect(indexes.map(({ name }) => name).sort()).toEqual(['_id_', 'by-n', 'dated', 'expiry', 'seat']);
    // Another restore from the same archive, which knows nothing of the first: its numbers must not be the same.
    expect((await restored('y_')).epoch).toBe(2);
  });

  it('never cuts a transaction in two, wherever the archive ends', async () => {
    busy.start();
    await followed(() => base());
    for (let end = 0; end < 5; end += 1) {
      await followed(() => commits(15));
      await busy.client.db(`x_${busy.name}`).dropDatabase();
      await restored('x_');
      const { a, b } = (await busy.contents('x_')) as Record<'a' | 'b', { _id: string; n: number }[]>;
      expect(a.map(({ _id, n }) => `${_id} ${n}`)).toEqual(b.map(({ _id, n }) => `${_id} ${n}`));
      expect(a.length).toBeGreaterThan(0);
    }
    await busy.pause();
  });

  it('is consistent from a base alone, and says what is not there', async () => {
    busy.start();
    await commits(20);
    await base();
    await busy.pause();
    const said: string[] = [];
    await restore(busy.client, uri, {
      folder,
      operator: 'test',
      now,
      tell: (line) => said.push(line),
      renamed: (name) => `x_${name}`,
    });
    const { a, b } = (await busy.contents('x_')) as Record<'a' | 'b', { _id: string; n: number }[]>;
    expect(a.map(({ _id, n }) => `${_id} ${n}`)).toEqual(b.map(({ _id, n }) => `${_id} ${n}`));
    expect(said.join()).toContain('no unbroken tail');
  });

  it('is not restored over data, nor from files that are not what was written, and then nothing is left', async () => {
    await busy.commit();
    await followed(async () => {
      await base();
      busy.start();
      await commits(10);
      await busy.pause();
    });
    await expect(restored('')).rejects.toThrow(/is not empty: nothing was restored/);
    const [segment = ''] = (await readdir(join(folder, 'tail'))).filter((name) => name.endsWith('.bson'));
    await writeFile(join(folder, 'tail', segment), 'x', { flag: 'a' });
    await expect(restored('x_')).rejects.toThrow(new RegExp(`damaged or missing:\\s+.*${segment}`));
    await rm(join(folder, 'tail', segment));
    await expect(restored('x_')).rejects.toThrow(/damaged or missing/);
    expect(await busy.contents('x_')).toEqual({ a: [], b: [] });
  });

  it('takes no half-written segment for a whole one', async () => {
    await followed(async () => {
      await base();
      busy.start();
      await commits(10);
      await busy.pause();
    });
    // What a follower leaves that is killed while it writes.
    const last =
      (await readdir(join(folder, 'tail')))
        .filter((name) => name.endsWith('.bson'))
        .sort()
        .at(-1) ?? '';
    const next = `${String(Number(last.slice(0, -5)) + 1).padStart(10, '0')}.bson`;
    await writeFile(join(folder, 'tail', next), 'half');
    await writeFile(join(folder, 'tail/segments.jsonl'), '\n{"number":', { flag: 'a' });
    await followed(async () => {
      busy.start();
      await commits(10);
      await busy.pause();
    });
    await restored('x_');
    expect(await busy.contents('x_')).toEqual(await busy.contents());
  });
});
