import { connectMongo, migrate, onceUnderLease, runUnderLease, waitFor } from '@jamaa/kit';
import { createSuite, type Suite, until } from '@jamaa/kit/testing';
import { createLogger } from '@jamaa/observability';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';

const logger = createLogger({ service: 'alpha', cell: '00', level: 'silent' });

describe('a lease', () => {
  let suite: Suite;
  let mongo: Connection;

  interface Holder {
    readonly fences: number[];
    readonly holding: () => boolean;
    stop(): Promise<void>;
  }
  /** Somebody who wants the lease and holds it until it is taken away. */
  const contender = (name: string, holder: string, ttlMs = 400): Holder => {
    const stop = new AbortController();
    const fences: number[] = [];
    let holding = false;
    const running = runUnderLease(
      { connection: mongo, name, holder, ttlMs, logger },
      stop.signal,
      async (fence, signal) => {
        fences.push(fence);
        holding = true;
        while (!signal.aborted) await waitFor(1_000, signal);
        holding = false;
      },
    );
    return {
      fences,
      holding: () => holding,
      async stop() {
        stop.abort();
        await running;
      },
    };
  };
  const row = (name: string) =>
    mongo
      .collection<{ _id: string; holder: string; fence: number; expiresAt: number }>('leases')
      .findOne({ _id: name });

  beforeAll(async () => {
    suite = await createSuite();
    const env = suite.env('alpha');
    await migrate({ service: 'alpha', indexes: [], consumes: [] }, env);
    mongo = await connectMongo({ uri: env.MONGODB_URI, database: env.MONGODB_DATABASE ?? '', appName: 'test' });
  });
  afterAll(async () => {
    await mongo.dropDatabase();
    await mongo.close();
  });

  it('is held by one of several, for as long as it is renewed', async () => {
    const all = ['a', 'b', 'c'].map((holder) => contender('one', holder));
    await until('somebody holds it', () => all.some((one) => one.holding()));
    const since = (await row('one'))?.expiresAt ?? 0;
    // Renewed well beyond its first term, and never by two.
    await until('renewed for four terms', async () => {
      expect(all.filter((one) => one.holding())).toHaveLength(1);
      return ((await row('one'))?.expiresAt ?? 0) > since + 4 * 400;
    });
    expect(all.flatMap((one) => one.fences)).toHaveLength(1);
    await Promise.all(all.map((one) => one.stop()));
  });

  it('is handed over at once by who stops, under a higher fence', async () => {
    const first = contender('handed', 'a', 60_000);
    await until('the first holds it', () => first.holding());
    await first.stop();
    const second = contender('handed', 'b', 60_000);
    await until('the second holds it long before a term is over', () => second.holding(), 5_000);
    expect(second.fences[0]).toBeGreaterThan(first.fences[0] ?? Number.POSITIVE_INFINITY);
    await second.stop();
  });

  it('of a holder that died is taken after its term, not before', async () => {
    const expiresAt = Date.now() + 1_000;
    await mongo
      .collection<{ _id: string; holder: string; fence: number; expiresAt: number }>('leases')
      .insertOne({ _id: 'dead', holder: 'gone', fence: 7, expiresAt });
    const next = contender('dead', 'b');
    await until('taken over', () => next.holding());
    expect(Date.now()).toBeGreaterThanOrEqual(expiresAt);
    expect(next.fences).toEqual([8]);
    await next.stop();
  });

  it('that somebody else has got meanwhile is noticed, the work is told, and nothing is taken back by the late holder', async () => {
    const late = contender('taken', 'late');
    await until('held', () => late.holding());
    await mongo
      .collection<{ _id: string; holder: string; fence: number; expiresAt: number }>('leases')
      .updateOne({ _id: 'taken' }, { $set: { holder: 'other', expiresAt: Date.now() + 60_000 }, $inc: { fence: 1 } });
    await until('the work was told', () => !late.holding());
    await late.stop();
    expect(await row('taken')).toMatchObject({ holder: 'other', fence: 2 });
    expect((await row('taken'))?.expiresAt).toBeGreaterThan(Date.now() + 30_000);
  });

  it('is neither taken nor lost by a clock that is wrong: the database’s counts', async () => {
    const first = contender('skewed', 'a');
    await until('held', () => first.holding());
    const right = Date.now;
    try {
      for (const skew of [90_000, -90_000]) {
        Date.now = () => right() + skew;
        const other = contender('skewed', 'b');
        const since = (await row('skewed'))?.expiresAt ?? 0;
        await until('renewed for three terms', async () => ((await row('skewed'))?.expiresAt ?? 0) > since + 3 * 400);
        expect([first.holding(), other.holding(), first.fences]).toEqual([true, false, [1]]);
        await other.stop();
      }
    } finally {
      Date.now = right;
    }
    await first.stop();
  });

  it('starts work that failed again, under a new fence', async () => {
    const stop = new AbortController();
    const fences: number[] = [];
    const running = runUnderLease(
      { connection: mongo, name: 'failing', holder: 'a', ttlMs: 400, logger },
      stop.signal,
      async (fence) => {
        fences.push(fence);
        if (fences.length < 3) throw new Error('not today');
        stop.abort();
      },
    );
    await running;
    expect(fences).toEqual([1, 2, 3]);
  });

  it('is renewed in one command with all others of the process, and one that is taken leaves the others', async () => {
    const names = ['r1', 'r2', 'r3', 'r4', 'r5'];
    const holders = names.map((name) => contender(name, 'a', 1_000));
    await until('all are held', () => holders.every((one) => one.holding()));
    const before = (await row('r5'))?.expiresAt ?? 0;
    let commands = 0;
    mongo.getClient().on('commandStarted', ({ commandName }) => {
      if (commandName === 'update') commands += 1;
    });
    await until('four renewals', async () => ((await row('r5'))?.expiresAt ?? 0) > before + 1_000);
    expect(commands).toBeLessThanOrEqual(2 * 4);
    await mongo.collection<{ _id: string }>('leases').updateOne({ _id: 'r2' }, { $set: { holder: 'b' } });
    await until('r2 is lost', () => holders[1]?.holding() === false);
    const later = (await row('r1'))?.expiresAt ?? 0;
    await until('the others go on', async () => ((await row('r1'))?.expiresAt ?? 0) > later);
    expect(holders.filter((one) => one.holding())).toHaveLength(4);
    for (const one of holders) await one.stop();
  });

  it('for one task is given up when the task fails, and not waited for without end', async () => {
    const lease = { connection: mongo, name: 'task', ttlMs: 400, logger };
    const failing = onceUnderLease({ ...lease, holder: 'a' }, () => Promise.reject(new Error('no such file')));
    await expect(failing).rejects.toThrow('no such file');
    expect(await onceUnderLease({ ...lease, holder: 'b' }, async () => 7)).toBe(7);
    const holder = contender('task', 'c');
    await until('held', () => holder.holding());
    let ran = false;
    const run = async (): Promise<void> => {
      ran = true;
    };
    const late = onceUnderLease({ ...lease, holder: 'd' }, run, AbortSignal.timeout(300));
    await expect(late).rejects.toThrow('another process has held the lease task too long');
    expect(ran).toBe(false);
    await holder.stop();
  });
});
