import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AuditHead, connectMongo, emptyChain, inTransaction, migrate, nextAuditRow, writeAudit } from '@jamaa/kit';
import { createSuite, type Suite } from '@jamaa/kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';
import { type AuditKeys, openAuditKeys } from '../src/audit/audit-keys.ts';
import { beginRootsBehind, gatherRoot, rootHead } from '../src/audit/roots.ts';
import { verifyAudit, verifyOne } from '../src/audit/verify.ts';

const HOUR_MS = 3_600_000;
const start = Date.parse('2026-11-02T08:10:00Z');
const now = new Date(start + 5 * HOUR_MS);
const heads = [{ collection: 'things', field: 'head', name: 'reference' }];

describe('signed roots over the audit trail', () => {
  let suite: Suite;
  let mongo: Connection;
  let keys: AuditKeys;
  const collection = (name: string) => mongo.collection<{ _id: string }>(name);

  /** One entry of an aggregate, as a service writes it. */
  const act = async (id: string, action: string, minutes: number): Promise<void> => {
    const things = mongo.collection<{ _id: string; head: AuditHead }>('things');
    await inTransaction(mongo, async (session) => {
      const before = (await things.findOne({ _id: id }, { session }))?.head ?? emptyChain;
      const at = new Date(start + minutes * 60_000);
      const head = writeAudit(session, nextAuditRow(before, { aggregateId: id, at, actor: 'x', action, facts: {} }));
      const update = { $set: { head, reference: id.toUpperCase() } };
      await things.updateOne({ _id: id }, update, { upsert: true, session });
    });
  };
  const catchUp = async (until = now): Promise<number[]> => {
    const made: number[] = [];
    for (;;) {
      const numbers = await gatherRoot(mongo, keys, until);
      if (numbers === undefined) return made;
      made.push(...numbers);
    }
  };
  const verify = async () => {
    const total = { entries: 0, chains: 0, roots: 0, broken: [] as string[] };
    for (let cursor = ''; ; ) {
      const page = await verifyAudit(mongo, keys, heads, cursor, now);
      total.entries += page.entries;
      total.chains += page.chains;
      total.roots += page.roots;
      total.broken.push(...page.broken);
      if (page.end) return total;
      cursor = page.nextCursor;
    }
  };

  beforeAll(async () => {
    suite = await createSuite();
    const env = suite.env('alpha');
    await migrate({ service: 'alpha', indexes: [], consumes: [] }, env);
    mongo = await connectMongo({ uri: env.MONGODB_URI, database: env.MONGODB_DATABASE ?? '', appName: 'test' });
    keys = await openAuditKeys(suite.secretsDir);
  });
  beforeEach(async () => {
    for (const name of ['audit', 'audit_roots', 'things']) await collection(name).deleteMany({});
    await act('one', 'submit', 0);
    await act('two', 'submit', 5);
    await act('one', 'take', 10);
    await act('one', 'approve', 100);
  });
  afterAll(async () => {
    await mongo.dropDatabase();
    await mongo.close();
  });

  it('are made for every hour in which something happened, once, and all of it verifies', async () => {
    expect(await catchUp()).toEqual([1, 2]);
    expect(await catchUp()).toEqual([]);
    expect(await verify()).toMatchObject({ roots: 2, broken: [] });
    expect(await verifyOne(mongo, heads, 'one')).toMatchObject({ entries: 3, chains: 1, broken: [] });
    await expect(verifyOne(mongo, heads, 'none')).rejects.toMatchObject({ code: 'not-found' });
  });
  it('gather what was committed late, and gather nothing twice when two gather at once', async () => {
    await catchUp(new Date(start + 2.5 * HOUR_MS));
    await act('late', 'submit', 110);
    await Promise.all([catchUp(), catchUp()]);
    expect((await rootHead(mongo))?.number).toBe(3);
    const last = await mongo
      .collection<{ _id: string; leaves: { id: string }[] }>('audit_roots')
      .findOne({ _id: '0000000003' });
    expect(last?.leaves.map(({ id }) => id)).toEqual(['late:1']);
    expect((await verify()).broken).toEqual([]);
  });
  it('pass over time in which nothing happened in one go', async () => {
    await catchUp(new Date(start + 4 * HOUR_MS));
    const later = new Date(start + 30 * HOUR_MS);
    expect(await gatherRoot(mongo, keys, later)).toEqual([]);
    expect(await gatherRoot(mongo, keys, later)).toBeUndefined();
    await act('one', 'close', 30 * 60);
    expect(await catchUp(new Date(start + 40 * HOUR_MS))).toEqual([3]);
    expect((await verify()).broken).toEqual([]);
  });
  it('hold every head of an hour of more entries than are read at once, each once', async () => {
    const many = 20_100;
    const entries = Array.from({ length: many }, (_, at) => ({
      _id: `many-${at}:1`,
      aggregateId: `many-${at}`,
      number: 1,
      hash: String(at),
      at: new Date(start + HOUR_MS + at * 100),
    }));
    await collection('audit').deleteMany({});
    await collection('audit').insertMany(entries);
    expect(await catchUp()).toEqual([1, 2, 3]);
    const roots = await mongo.collection<{ _id: string; leaves: { id: string }[] }>('audit_roots').find().toArray();
    const leaves = roots.flatMap(({ _id, leaves: of }) => (_id === 'head' ? [] : of.map(({ id }) => id)));
    expect(leaves.toSorted()).toEqual(entries.map(({ _id }) => _id).toSorted());
  });
  it('begin behind history that was made at once, and never go back to it', async () => {
    await beginRootsBehind(mongo, new Date(start + 100 * 60_000));
    await act('three', 'submit', 170);
    expect(await catchUp()).toEqual([1]);
    const root = await mongo
      .collection<{ _id: string; leaves: { id: string }[] }>('audit_roots')
      .findOne({ _id: '0000000001' });
    expect(root?.leaves.map(({ id }) => id)).toEqual(['three:1']);
    const reached = (await rootHead(mongo))?.upTo;
    await beginRootsBehind(mongo, new Date(start));
    expect((await rootHead(mongo))?.upTo).toEqual(reached);
  });
  it.each<[string, () => Promise<unknown>, RegExp[]]>([
    [
      'one letter of an entry',
      () => collection('audit').updateOne({ _id: 'one:2' }, { $set: { action: 'Take' } }),
      [/^aggregate one: entry 2 does not fit$/],
    ],
    [
      'an entry and all that follow, forged anew with the head',
      async () => {
        await collection('audit').deleteOne({ _id: 'two:1' });
        await collection('things').deleteOne({ _id: 'two' });
        await act('two', 'withdraw', 5);
      },
      [/^root 1: entry two:1 is not the one that was signed$/],
    ],
    [
      'a whole chain, taken out',
      () => collection('audit').deleteMany({ aggregateId: 'two' }),
      [/^root 1: entry two:1 is missing$/],
    ],
    [
      'a leaf of a root',
      () => collection('audit_roots').updateOne({ _id: '0000000002' }, { $set: { leaves: [] } }),
      [/^root 2: its leaves/],
    ],
    ['a root', () => collection('audit_roots').deleteOne({ _id: '0000000001' }), [/^root 1: is missing$/]],
    [
      'a root that was made without the key',
      () => collection('audit_roots').updateOne({ _id: '0000000002' }, { $set: { signature: 'AAAA' } }),
      [/^root 2: its signature by key audit-1 does not hold$/],
    ],
  ])('tell what was changed: %s', async (_what, change, expected) => {
    await catchUp();
    await change();
    const { broken } = await verify();
    expect(broken).toEqual(expected.map((line) => expect.stringMatching(line)));
  });
  it('cannot be made without the keys', async () => {
    const other = await createSuite();
    await writeFile(join(other.secretsDir, 'audit.key.json'), '{}');
    await expect(openAuditKeys(other.secretsDir)).rejects.toThrow();
    await rm(join(other.secretsDir, 'audit.key.json'));
    await expect(openAuditKeys(other.secretsDir)).rejects.toThrow(/audit\.key\.json/);
  });
});
