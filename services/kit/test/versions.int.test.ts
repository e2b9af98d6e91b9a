import { join } from 'node:path';
import { connectMongo, migrate, releaseRows, versionRows } from '@jamaa/kit';
import { type Child, createSuite, type Suite, startChild, until } from '@jamaa/kit/testing';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';
import { counts, releases, things } from './fixtures/coloured.ts';

type Release = 'first' | 'second' | 'third';

describe('the version of a database', () => {
  let suite: Suite;
  let mongo: Connection;
  const children: Child[] = [];
  const databases: Connection[] = [];

  const run = (act: string, release: Release, more: Record<string, string> = {}): Child => {
    const variables = suite.variables('alpha', { RELEASE: release, ...more });
    const child = startChild(join(import.meta.dirname, 'fixtures/coloured.ts'), variables, [act]);
    children.push(child);
    return child;
  };
  const serve = async (release: Release, more?: Record<string, string>): Promise<Child> => {
    const child = run('serve', release, more);
    await until(`${release} runs`, () => child.stdout().includes('rpcPort'));
    return child;
  };
  const step = (release: Release, phase: 'expand' | 'contract' = 'expand') =>
    migrate(
      { service: 'alpha', indexes: [], steps: releases[release] ?? [], consumes: [] },
      suite.env('alpha', { RELEASE: release }),
      phase,
    );
  const table = async () =>
    (await versionRows(mongo).find({}).sort({ _id: 1 }).toArray()).map(({ _id, name, kind, state }) =>
      [_id, name, kind, state].join(' '),
    );
  const refused = async (child: Child): Promise<string> => {
    expect((await child.ended()).code).toBe(1);
    const lines = child.stderr().trim().split('\n');
    expect(lines).toHaveLength(1);
    return (JSON.parse(lines[0] ?? '') as { msg: string }).msg;
  };
  const fill = (from: number, to: number) =>
    things(mongo).insertMany(
      Array.from({ length: to - from }, (_, at) => ({ _id: String(from + at).padStart(3, '0'), colour: 'red' })),
    );
  const unfilled = async () => (await things(mongo).find({}).toArray()).filter((one) => one.shade === undefined).length;
  const filled = () => until('all are filled', async () => (await table()).includes('3 fill-shades backfill applied'));

  beforeEach(async () => {
    suite = await createSuite();
    const env = suite.env('alpha');
    mongo = await connectMongo({ uri: env.MONGODB_URI, database: env.MONGODB_DATABASE ?? '', appName: 'test' });
    databases.push(mongo);
  });
  afterEach(async () => {
    await Promise.all(children.splice(0).map((child) => child.kill()));
  });
  afterAll(async () => {
    for (const database of databases) {
      await database.dropDatabase();
      await database.close();
    }
  });

  it('is kept with who brought it there and by which release; a second run changes nothing', async () => {
    await step('second');
    const before = await versionRows(mongo).find({}).toArray();
    // Nothing was there to be filled.
    expect(await table()).toEqual([
      '1 indexes expand applied',
      '2 shades expand applied',
      '3 fill-shades backfill applied',
    ]);
    expect(before[1]).toMatchObject({
      release: expect.stringMatching(/^\d+\.\d+\.\d+\+second$/),
      digest: expect.any(String),
    });
    await step('second');
    expect(await versionRows(mongo).find({}).toArray()).toEqual(before);
  });

  it('is brought forward once when two run at the same time', async () => {
    await step('first');
    await Promise.all([step('second'), step('second'), step('second')]);
    expect(await counts(mongo).findOne({ _id: 'expand' })).toEqual({ _id: 'expand', times: 1 });
  });

  it('is brought forward by the next run when one dies in the middle', async () => {
    await step('first');
    const child = run('migrate', 'second', { FAILPOINTS: 'migration.before-recorded' });
    expect((await child.ended()).signal).toBe('SIGKILL');
    expect(child.stderr()).toContain('failpoint hit: migration.before-recorded');
    expect(await table()).toEqual(['1 indexes expand applied']);
    await step('second');
    expect(await table()).toEqual(['1 indexes expand applied', '2 shades expand applied']);
  });

  it('is recorded for a database from before there were versions, and nothing in it changes', async () => {
    await step('first');
    await versionRows(mongo).drop();
    await fill(0, 3);
    expect(await refused(run('serve', 'first'))).toBe(
      'cannot start: database is at 0, this release understands 1–1: run the migration; missing: 1 (indexes, expand)',
    );
    await step('first');
    expect(await table()).toEqual(['1 indexes expand applied']);
    expect(await things(mongo).countDocuments({})).toBe(3);
    await serve('first');
  });

  it('is not understood when a number was given to another step', async () => {
    await step('second');
    await versionRows(mongo).updateOne({ _id: 2 }, { $set: { name: 'sizes', digest: 'of another' } });
    await expect(step('second')).rejects.toThrow(/^step 2 was applied by .* as sizes \(expand\); here it is shades/);
  });

  it('lets an older release run on what was expanded, and a newer one only after it', async () => {
    await step('first');
    expect(await refused(run('serve', 'second'))).toBe(
      'cannot start: database is at 1, this release understands 2–3: run the migration; missing: 2 (shades, expand)',
    );
    await step('second');
    await serve('first');
    await serve('second');
    const running = () => releaseRows(mongo).find({}).sort({ max: 1 }).toArray();
    const announced = await running();
    expect(announced.map(({ min, max }) => `${min}–${max}`)).toEqual(['1–1', '2–3']);
    await until('both say again that they run', async () =>
      (await running()).every(({ seenAt }, at) => seenAt > (announced[at]?.seenAt ?? seenAt)),
    );
  });

  describe('a backfill', () => {
    it('waits until no older release runs, goes on after a death where it was, and is known when done', async () => {
      await step('first');
      await fill(0, 35);
      const old = await serve('first');
      await step('second');
      const waiting = await serve('second', { LOG_LEVEL: 'info' });
      await until('it waits', () => waiting.stdout().includes('a backfill waits for older releases to end'));
      expect(await unfilled()).toBe(35);
      await waiting.kill();
      await old.kill();
      const dying = run('serve', 'second', { FAILPOINTS: 'backfill.before-recorded@2' });
      expect((await dying.ended()).signal).toBe('SIGKILL');
      expect(await unfilled()).toBe(15);
      expect(await table()).toContain('3 fill-shades backfill running');
      await expect(step('third')).rejects.toThrow(/^step 3 \(fill-shades, backfill of 0.6.0\) is not done/);
      await serve('second');
      await filled();
      expect(await unfilled()).toBe(0);
      // Ten, ten; the second ten again, ten, five, and none.
      expect(await counts(mongo).findOne({ _id: 'batch' })).toEqual({ _id: 'batch', times: 6 });
    });

    it('begins anew when the older release is started again, for that one writes as it always did', async () => {
      await step('first');
      await step('second');
      const young = await serve('second');
      await filled();
      const old = await serve('first');
      expect(await table()).toContain('3 fill-shades backfill running');
      await fill(0, 3);
      await old.kill();
      await filled();
      expect(await unfilled()).toBe(0);
      await young.kill();
    });
  });

  describe('taking away', () => {
    beforeEach(async () => {
      await step('first');
      await fill(0, 3);
      await step('second');
      const second = await serve('second');
      await filled();
      await second.kill();
    });
    const colours = () => things(mongo).countDocuments({ colour: 'red' });

    it('is refused while an older release runs, then done, and keeps older ones out', async () => {
      const second = await serve('second');
      await step('third');
      expect(await colours()).toBe(3);
      await expect(step('third', 'contract')).rejects.toThrow(
        /^step 4 \(drop-colours\) has to wait: older releases run: .*\+second \(/,
      );
      expect(await colours()).toBe(3);
      await serve('second');
      await Promise.all(children.splice(0).map((child) => child.kill()));
      expect(second.process.exitCode).toBe(0);
      // A lease that its holder had no time to give back runs out by itself.
      await until('no lease is held', async () => {
        const held = { expiresAt: { $gt: Date.now() } };
        return (await mongo.collection('leases').find(held).toArray()).length === 0;
      });
      await step('third', 'contract');
      expect(await colours()).toBe(0);
      expect(await refused(run('serve', 'second'))).toMatch(
        /^cannot start: database is at 4, this release understands 2–3: step 4 \(drop-colours\) of release .*\+third took away/,
      );
      await expect(step('second')).rejects.toThrow('database is at 4, this release understands 2–3');
      expect(await releaseRows(mongo).countDocuments({})).toBe(0);
      await serve('third');
    });

    it('is refused while somebody works who does not say which release it is', async () => {
      const lease = { _id: 'relay', holder: 'old/1/x', expiresAt: Date.now() + 60_000, fence: 1 };
      await mongo.collection<typeof lease>('leases').replaceOne({ _id: 'relay' }, lease, { upsert: true });
      await expect(step('third', 'contract')).rejects.toThrow('a release that does not say which (old/1/x)');
      expect(await table()).toHaveLength(3);
    });

    it('that died half-way keeps older releases out, and is done by the next run', async () => {
      const dying = run('contract', 'third', { FAILPOINTS: 'migration.contract-marked' });
      expect((await dying.ended()).signal).toBe('SIGKILL');
      expect(await refused(run('serve', 'second'))).toContain('database is at 4, this release understands 2–3');
      await step('third', 'contract');
      expect(await table()).toContain('4 drop-colours contract applied');
      expect(await colours()).toBe(0);
    });

    it('waits for what was to be filled', async () => {
      await versionRows(mongo).updateOne({ _id: 3 }, { $set: { state: 'running' } });
      await expect(step('third', 'contract')).rejects.toThrow('database is at 2, this release understands 3–4');
      expect(await colours()).toBe(3);
    });
  });
});
