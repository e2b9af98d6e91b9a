import { connectMongo, inTransaction, migrate, runUnderLease, waitFor } from '@jamaa/kit';
import { createSuite, until } from '@jamaa/kit/testing';
import { createLogger, createMetrics } from '@jamaa/observability';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';
import { measureClock } from '../src/mongo/clock-offset.ts';
import { measureDatabase } from '../src/mongo/metrics.ts';

const metrics = createMetrics('alpha');
let mongo: Connection;

const value = async (series: string): Promise<number> => {
  const line = (await metrics.registry.metrics()).split('\n').find((one) => one.startsWith(`jamaa_alpha_${series} `));
  return line === undefined ? Number.NaN : Number(line.split(' ').at(-1));
};

beforeAll(async () => {
  const suite = await createSuite();
  const env = suite.env('alpha');
  await migrate({ service: 'alpha', indexes: [], consumes: [] }, env);
  mongo = await connectMongo({ uri: env.MONGODB_URI, database: env.MONGODB_DATABASE ?? '', appName: 'test' });
  measureDatabase(metrics, mongo);
  measureClock(metrics, mongo);
});
afterAll(async () => {
  await mongo.dropDatabase();
  await mongo.close();
});

it('commands are counted with their time, failures for themselves', async () => {
  await mongo.collection('things').findOne({ _id: 'x' as never });
  expect(await value('database_command_seconds_count{command="find",outcome="ok"}')).toBe(1);
  await expect(mongo.db?.command({ noSuchCommand: 1 })).rejects.toThrow();
  expect(await value('database_command_seconds_count{command="other",outcome="failed"}')).toBe(1);
  expect(await value('database_checkout_seconds_count')).toBeGreaterThanOrEqual(2);
  await until('connections are given back', async () => (await value('database_connections_in_use')) === 0);
});

it('commits are counted', async () => {
  await inTransaction(mongo, async (session) => {
    await mongo.collection('things').insertOne({ a: 1 }, { session });
  });
  expect(await value('transactions_total')).toBe(1);
});

it('a lease is told as held for as long as it is, and not at all once nobody wants it', async () => {
  const stop = new AbortController();
  const running = runUnderLease(
    {
      connection: mongo,
      name: 'one',
      holder: 'a',
      ttlMs: 400,
      logger: createLogger({ service: 'alpha', cell: '00', level: 'silent' }),
    },
    stop.signal,
    async (_fence, signal) => {
      while (!signal.aborted) await waitFor(1_000, signal);
    },
  );
  await until('it is held', async () => (await value('lease_held{lease="one"}')) === 1);
  stop.abort();
  await running;
  expect(await value('lease_held{lease="one"}')).toBeNaN();
});

it('a clock that is ahead of the database’s, or behind, is told', async () => {
  const right = Date.now;
  try {
    for (const skew of [0, 90, -300]) {
      Date.now = () => right() + skew * 1_000;
      expect(await value('clock_offset_seconds')).toBeCloseTo(skew, 0);
    }
  } finally {
    Date.now = right;
  }
});
