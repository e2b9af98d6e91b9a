import { join } from 'node:path';
import { connectMongo, inboxRows, journalRows, migrate, replayPage } from '@jamaa/kit';
import { type Child, createSuite, type Suite, startChild, until } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';

const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', `${name}.ts`);

/** Given real servers and real processes: what a publisher commits arrives once in effect and in order, whoever is killed. */
describe('journal, relay and consumer', () => {
  let suite: Suite;
  let alpha: Connection;
  let beta: Connection;
  const children: Child[] = [];

  const start = (name: 'publisher' | 'consumer', more: Record<string, string> = {}): Child => {
    const service = name === 'publisher' ? 'alpha' : 'beta';
    const child = startChild(fixture(name), suite.variables(service, { AGGREGATES: '5', COUNT: '4', ...more }));
    children.push(child);
    return child;
  };
  const seen = async (prefix: string): Promise<Record<string, number[]>> => {
    const rows = await beta.collection<{ _id: string; versions: number[] }>('seen').find({}).toArray();
    return Object.fromEntries(rows.filter((row) => row._id.startsWith(prefix)).map((row) => [row._id, row.versions]));
  };
  const complete = (prefix: string, count = 4): Record<string, number[]> =>
    Object.fromEntries(
      [0, 1, 2, 3, 4].map((index) => [`${prefix}-${index}`, Array.from({ length: count }, (_, v) => v + 1)]),
    );
  const untilComplete = (prefix: string) =>
    until(`all events of ${prefix} applied`, async () => {
      const all = Object.values(await seen(prefix));
      return all.length === 5 && all.every((versions) => versions.length >= 4);
    });

  beforeAll(async () => {
    suite = await createSuite();
    await migrate({ service: 'alpha', indexes: [], consumes: [] }, suite.env('alpha'));
    await migrate({ service: 'beta', indexes: [], consumes: ['alpha'] }, suite.env('beta'));
    const open = (service: string) => {
      const env = suite.env(service);
      return connectMongo({ uri: env.MONGODB_URI, database: env.MONGODB_DATABASE ?? '', appName: 'test' });
    };
    [alpha, beta] = await Promise.all([open('alpha'), open('beta')]);
  });
  afterAll(async () => {
    // In order: a transaction left open would hold up the end of its database for a minute.
    await Promise.all(children.map((child) => child.kill()));
    for (const connection of [alpha, beta]) {
      await connection.dropDatabase();
      await connection.close();
    }
  });

  it('delivers every event once in effect and in the order of its aggregate', async () => {
    const publisher = start('publisher', { PREFIX: 'plain' });
    const consumer = start('consumer');
    await untilComplete('plain');
    expect(await seen('plain')).toEqual(complete('plain'));
    await publisher.kill();
    await consumer.kill();
    expect(await publisher.ended()).toEqual({ code: 0, signal: null });
    expect(await consumer.ended()).toEqual({ code: 0, signal: null });
  });

  it('publishes what a relay killed between publish and mark had not marked, without a double effect', async () => {
    const killed = start('publisher', { PREFIX: 'relay', FAILPOINTS: 'relay.after-publish@2' });
    await killed.ended();
    expect(killed.stderr()).toContain('failpoint hit: relay.after-publish');
    const committed = (await journalRows(alpha).find({}).toArray()).filter((row) =>
      row.aggregateId.startsWith('relay-'),
    ).length;
    expect(committed).toBeGreaterThan(0);
    expect(await journalRows(alpha).countDocuments({ pending: true })).toBeGreaterThan(0);
    const publisher = start('publisher', { COUNT: '0' });
    const consumer = start('consumer');
    await until(
      'every committed event applied',
      async () => Object.values(await seen('relay')).flat().length >= committed,
    );
    await until('every row marked', async () => (await journalRows(alpha).countDocuments({ pending: true })) === 0);
    for (const versions of Object.values(await seen('relay')))
      expect(versions).toEqual(versions.map((_, index) => index + 1));
    expect(Object.values(await seen('relay')).flat()).toHaveLength(committed);
    await publisher.kill();
    await consumer.kill();
  });

  it('applies once what a consumer killed between effect and ack had applied, and keeps the order', async () => {
    const killed = start('consumer', { FAILPOINTS: 'consumer.beta.before-ack' });
    const publisher = start('publisher', { PREFIX: 'ack' });
    await killed.ended();
    expect(killed.stderr()).toContain('failpoint hit: consumer.beta.before-ack');
    const consumer = start('consumer');
    await untilComplete('ack');
    expect(await seen('ack')).toEqual(complete('ack'));
    await publisher.kill();
    await consumer.kill();
  });

  it('parks a poison event and what stands behind it, and lets other aggregates pass', async () => {
    const consumer = start('consumer', { POISON: 'poison-2@3' });
    const publisher = start('publisher', { PREFIX: 'poison' });
    await until('the others complete', async () => Object.values(await seen('poison')).flat().length === 18);
    expect((await seen('poison'))['poison-2']).toEqual([1, 2]);
    const letters = await until('both letters', async () => {
      const rows = await beta
        .collection('dead_letters')
        .find({ aggregateId: 'poison-2' })
        .sort({ version: 1 })
        .toArray();
      return rows.length === 2 && rows;
    });
    expect(letters.map((row) => [row['version'], row['state'], row['reason'].code])).toEqual([
      [3, 'parked', 'validation-failed'],
      [4, 'waiting', 'waiting'],
    ]);
    expect(await inboxRows(beta).findOne({ _id: 'alpha:poison-2' })).toMatchObject({ version: 2, parked: true });
    await publisher.kill();
    await consumer.kill();
  });

  it('replays the whole journal page by page, each row once, in the order of every aggregate', async () => {
    const versions = new Map<string, number[]>();
    let cursor = '';
    for (;;) {
      const page = await replayPage(alpha, { cursor, types: [], aggregateId: '', limit: 7, withoutData: false });
      for (const event of page.events) {
        versions.set(event.aggregateId, [...(versions.get(event.aggregateId) ?? []), event.aggregateVersion]);
      }
      cursor = page.nextCursor;
      if (page.end) break;
    }
    const total = await journalRows(alpha).countDocuments({});
    expect([...versions.values()].flat()).toHaveLength(total);
    for (const list of versions.values()) expect(list).toEqual(list.map((_, index) => index + 1));
  });
});
