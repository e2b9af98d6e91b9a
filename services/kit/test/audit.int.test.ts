import {
  type AuditHead,
  type AuditRow,
  connectMongo,
  emptyChain,
  inTransaction,
  migrate,
  nextAuditRow,
  verifyChain,
  writeAudit,
} from '@jamaa/kit';
import { createSuite, type Suite } from '@jamaa/kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Connection, mongo as driver } from 'mongoose';

describe('the audit chain', () => {
  let suite: Suite;
  let mongo: Connection;
  let heads: AuditHead[];
  const rows = () => mongo.collection<AuditRow>('audit') as unknown as driver.Collection<AuditRow>;
  const head = (): AuditHead => heads.at(-1) ?? emptyChain;

  beforeAll(async () => {
    suite = await createSuite();
    const env = suite.env('alpha');
    await migrate({ service: 'alpha', indexes: [], consumes: [] }, env);
    mongo = await connectMongo({ uri: env.MONGODB_URI, database: env.MONGODB_DATABASE ?? '', appName: 'test' });
  });
  beforeEach(async () => {
    await rows().deleteMany({});
    heads = [];
    for (const action of ['submit', 'take', 'propose-answer', 'approve']) {
      const entry = { aggregateId: 'case', at: new Date(), actor: 'account:7', action, facts: { state: action } };
      heads.push(await inTransaction(mongo, async (session) => writeAudit(session, nextAuditRow(head(), entry))));
    }
  });
  afterAll(async () => {
    await mongo.dropDatabase();
    await mongo.close();
  });

  it('fits when nobody has touched it, and its head is the last entry', async () => {
    expect(await verifyChain(mongo, 'case', head())).toBeUndefined();
    expect(await verifyChain(mongo, 'another', emptyChain)).toBeUndefined();
  });
  it.each<[string, Record<string, unknown>]>([
    ['who acted', { actor: 'account:8' }],
    ['what was done', { action: 'release' }],
    ['when', { at: new Date(0) }],
    ['a fact', { 'facts.state': 'refused' }],
    ['its own hash', { hash: 'x' }],
  ])('tells the entry in which somebody changed %s', async (_what, change) => {
    await rows().updateOne({ number: 2 }, { $set: change });
    expect(await verifyChain(mongo, 'case', head())).toBe(2);
  });
  it('tells where an entry was taken out, from the middle or from the end', async () => {
    await rows().deleteOne({ number: 3 });
    expect(await verifyChain(mongo, 'case', head())).toBe(3);
    await rows().deleteMany({ number: { $gte: 3 } });
    expect(await verifyChain(mongo, 'case', head())).toBe(3);
  });
  it('tells an entry that was forged with a hash of its own', async () => {
    const [second] = heads.slice(1, 2);
    const forged = nextAuditRow(heads[0] ?? emptyChain, {
      aggregateId: 'case',
      at: new Date(),
      actor: 'account:9',
      action: 'refuse',
      facts: {},
    });
    await rows().replaceOne({ number: 2 }, forged);
    expect(forged.hash).not.toBe(second?.hash);
    expect(await verifyChain(mongo, 'case', head())).toBe(3);
  });
  it('tells an entry that the aggregate does not know of', async () => {
    const more = nextAuditRow(head(), { aggregateId: 'case', at: new Date(), actor: 'x', action: 'x', facts: {} });
    await inTransaction(mongo, async (session) => writeAudit(session, more));
    expect(await verifyChain(mongo, 'case', head())).not.toBeUndefined();
  });
  it('takes no second entry of the same number', async () => {
    const again = nextAuditRow(heads[2] ?? emptyChain, {
      aggregateId: 'case',
      at: new Date(),
      actor: 'x',
      action: 'x',
      facts: {},
    });
    await expect(inTransaction(mongo, async (session) => writeAudit(session, again))).rejects.toThrow(/E11000/);
  });
});
