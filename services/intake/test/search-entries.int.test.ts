import { connectMongo, inTransaction } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';
import { buildEntries, entriesComplete } from '../src/store/build-entries.ts';
import type { ComplaintRow } from '../src/store/complaint-row.ts';
import { applyChange, complaintRows } from '../src/store/complaints.ts';
import { entryRows, factsOf, type SearchEntry } from '../src/store/search-entries.ts';
import { type Filed, listRequest, person } from './support/client.ts';
import { createWorld, type IntakeProcess, type World } from './support/world.ts';

const phone = '0612345678';

/** Search entries beside their rows: what keeps them together, and how rows from before there were any get theirs. */
describe('search entries', () => {
  let world: World;
  let intake: IntakeProcess;
  /** As a process that has not asked yet whether entries are complete. */
  let another: Connection;

  beforeAll(async () => {
    world = await createWorld();
    intake = await world.start();
    world.startRouting();
    const env = world.suite.env('intake');
    another = await connectMongo({ uri: env.MONGODB_URI, database: env.MONGODB_DATABASE ?? '', appName: 'test' });
  }, 60_000);
  afterAll(async () => {
    await another.close();
    await world.close();
  });

  const everyEntry = async () =>
    new Map((await entryRows(world.mongo).find({}).toArray()).map((one) => [one._id, one] as const));

  /** Cases whose entry is missing, says something else than the row, or keeps words of whom nobody may find. */
  const lagging = async (): Promise<string[]> => {
    const entries = await everyEntry();
    const rows = await complaintRows(world.mongo).find({}).toArray();
    const wrong = rows.filter((row) => {
      const { _id, tokens, ...facts } = entries.get(row._id) ?? ({} as Partial<SearchEntry>);
      const same = JSON.stringify(sorted(facts)) === JSON.stringify(sorted(factsOf(row)));
      return !same || (tokens?.length === 0) !== (row.anonymisedAt !== undefined);
    });
    return [...wrong.map((row) => row.reference), ...(entries.size === rows.length ? [] : ['another number'])];
  };
  const found = async (search: string) => {
    const page = await intake.as(person('gestionnaire'))('list', listRequest({ search, limit: 200 }));
    return { ids: page.complaints.map((one) => one.snapshot?.id), truncated: page.truncated };
  };
  const assigned = async (change: Parameters<IntakeProcess['submit']>[0] = {}): Promise<Filed> => {
    const filed = await intake.submit(change);
    await world.untilAssigned(filed.reference);
    return filed;
  };
  /** Puts the database back to what the version before left: words in the rows, their index, no entries. */
  const asBefore = async (): Promise<void> => {
    const entries = await everyEntry();
    for (const { _id, tokens } of entries.values())
      await complaintRows(world.mongo).updateOne({ _id }, { $set: { tokens } });
    await world.mongo
      .collection('complaints')
      .createIndex({ tokens: 1, receivedAt: -1, _id: -1 }, { name: 'by-token' });
    await entryRows(world.mongo).deleteMany({});
    await world.mongo.collection('search_building').deleteMany({});
  };

  it('follow their rows in every change, and are written with none that does not concern them', async () => {
    const filed = await assigned();
    expect(await lagging()).toEqual([]);
    const placed = (await everyEntry()).get(filed.id);
    expect(placed?.scope).toEqual(expect.arrayContaining(['in:00', expect.stringMatching(/^unit:/)]));
    await intake.give('member', filed, 'take');
    expect((await everyEntry()).get(filed.id)).toEqual(placed);
    await intake.give({ trackingCode: filed.trackingCode }, filed, 'withdraw');
    expect((await everyEntry()).get(filed.id)?.open).toBeUndefined();
    expect(await lagging()).toEqual([]);
  });

  it('of a confidential case are under no place, and its words find nothing for who may not see it', async () => {
    const category = { category: 'COR', description: 'كلمة نادرة زعفران' };
    const { id } = await intake.submit(category);
    const open = await assigned({ description: 'كلمة نادرة زعفران' });
    expect((await found('زعفران')).ids).toEqual([open.id]);
    expect((await everyEntry()).get(id)?.scope.filter((one) => /^(in|org):/.test(one))).toEqual([]);
    expect(await lagging()).toEqual([]);
  });

  it('killed between the commit of a change and its answer: neither is without the other', async () => {
    const filed = await assigned();
    await intake.child.kill();
    const killed = await world.start({ FAILPOINTS: 'intake.after-commit' });
    await killed.give({ trackingCode: filed.trackingCode }, filed, 'withdraw').catch(() => undefined);
    await killed.child.ended();
    expect(await lagging()).toEqual([]);
    intake = await world.start();
  });

  it('are made of rows from before; killed, it goes on; until it is done answers say that there may be more', async () => {
    const filed = [];
    for (let index = 0; index < 5; index += 1) filed.push(await assigned());
    const before = await found(phone);
    expect(before).toMatchObject({ ids: expect.arrayContaining(filed.map(({ id }) => id)), truncated: false });
    await intake.child.kill();
    await asBefore();
    const killed = await world.start({ FAILPOINTS: 'intake.search-entries-built' });
    await killed.child.ended();
    expect(killed.child.stderr()).toContain('failpoint hit: intake.search-entries-built');

    // Another replica builds, and not yet: this one answers with what there is.
    await entryRows(world.mongo).deleteMany({});
    const leases = world.mongo.collection<{ _id: string; holder: string; fence: number; expiresAt: number }>('leases');
    const held = { holder: 'another', fence: 1_000, expiresAt: Date.now() + 3_600_000 };
    await leases.replaceOne({ _id: 'search-entries' }, held, { upsert: true });
    intake = await world.start();
    expect(await found(phone)).toEqual({ ids: [], truncated: true });
    expect((await found('مصباح')).truncated).toBe(true);
    const [first, second] = filed as [Filed, Filed];
    await intake.give({ trackingCode: first.trackingCode }, first, 'withdraw');
    const fresh = await assigned();
    expect(new Set((await found(phone)).ids)).toEqual(new Set([first.id, fresh.id]));
    expect((await complaintRows(world.mongo).findOne({ _id: first.id }))?.tokens).toBeUndefined();

    await leases.deleteOne({ _id: 'search-entries' });
    await until('complete', () => entriesComplete(world.mongo), 30_000);
    expect(new Set((await found(phone)).ids)).toEqual(new Set([...before.ids, fresh.id]));
    expect((await found(phone)).truncated).toBe(false);
    expect(await lagging()).toEqual([]);
    await intake.give({ trackingCode: second.trackingCode }, second, 'withdraw');
    expect(await lagging()).toEqual([]);
  });

  it('keep no words of a person who is erased while they are being made', async () => {
    await intake.child.kill();
    await asBefore();
    const rows = await complaintRows(world.mongo).find({}).toArray();
    const erase = ({ _id }: ComplaintRow) =>
      inTransaction(world.mongo, async (session) => {
        const row = await complaintRows(world.mongo).findOne({ _id }, { session });
        if (row === null) throw new Error('no row');
        const events = [{ type: 'anonymised', rule: 'test' }] as const;
        applyChange(session, row, { events, at: new Date(), caller: 'system', action: 'anonymise' });
      });
    const building = { now: new Date(), signal: AbortSignal.timeout(60_000), pause: async () => undefined };
    await Promise.all([buildEntries(another, building), ...rows.map(erase)]);
    const after = await complaintRows(world.mongo).find({}).toArray();
    expect(after.filter((row) => row.tokens !== undefined || row.anonymisedAt === undefined)).toEqual([]);
    expect(await lagging()).toEqual([]);
    intake = await world.start();
  });
});

const sorted = (one: object): [string, unknown][] => Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1));
