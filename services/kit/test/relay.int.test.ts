import {
  appendEvents,
  createPlatform,
  encodeEvent,
  inTransaction,
  journalRows,
  migrate,
  type Platform,
  replayPage,
} from '@jamaa/kit';
import { createSuite, type Suite, until } from '@jamaa/kit/testing';
import { ComplaintTaken } from '@jamaa/proto/intake/v1/events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const taken = { type: 'jamaa.alpha.thing.taken.v1', codec: ComplaintTaken };
const TINY = 16 * 1024;

/** The relay on a real broker, whose stream is first too small. */
describe('the relay', () => {
  let suite: Suite;
  let alpha: Platform;

  const write = async (id: string, count: number, text = ''): Promise<void> => {
    const event = encodeEvent(taken, ComplaintTaken.fromPartial({ complaint: { id, addressee: text } }));
    const events = Array.from({ length: count }, () => event);
    const head = { type: 'thing', id, version: 0 };
    await inTransaction(alpha.mongo, async (session) => appendEvents(session, head, events, new Date()));
    alpha.relay.poke();
  };
  const pending = (id: string) => journalRows(alpha.mongo).countDocuments({ aggregateId: id, pending: true });
  const page = (cursor: string) =>
    replayPage(alpha.mongo, { cursor, types: [], aggregateId: '', limit: 1000, withoutData: false });

  beforeAll(async () => {
    suite = await createSuite();
    const env = suite.env('alpha', { LOG_LEVEL: 'silent' });
    await migrate({ service: 'alpha', indexes: [], consumes: [], streamMaxBytes: TINY }, env);
    alpha = await createPlatform({ service: 'alpha', env, indexes: [] });
  });
  afterAll(async () => {
    await alpha.mongo.dropDatabase();
    await alpha.close();
  });

  it('keeps in the journal what a full stream refuses, and publishes it in order once there is room', async () => {
    await write('small', 2);
    await until('published', async () => (await pending('small')) === 0);
    await write('large', 40, 'x'.repeat(1_000));
    await until('some published and some refused', async () => {
      const text = await alpha.metrics.registry.metrics();
      return (await pending('large')) < 40 && /jamaa_alpha_relay_failures_total [1-9]/.test(text);
    });
    expect(await pending('large')).toBeGreaterThan(0);
    const text = await alpha.metrics.registry.metrics();
    expect(text).toMatch(/jamaa_alpha_relay_unpublished_events [1-9]/);
    // The migration is additive and repeatable: it also gives a stream more room.
    await migrate({ service: 'alpha', indexes: [], consumes: [] }, suite.env('alpha'));
    await until('all published', async () => (await pending('large')) === 0);
    const { events } = await page('');
    const versions = events.filter((event) => event.aggregateId === 'large').map((event) => event.aggregateVersion);
    expect(versions).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });

  it('gives each row its place in the replay when it is published, so that a late commit is not missed', async () => {
    const { nextCursor } = await page('');
    await write('early', 1);
    await until('published', async () => (await pending('early')) === 0);
    const after = await page(nextCursor);
    expect(after.events.map((event) => event.aggregateId)).toEqual(['early']);
    // An event whose id is older than all that were read, committed only now.
    await journalRows(alpha.mongo).insertOne({
      _id: '01900000-0000-7000-8000-000000000000',
      type: taken.type,
      aggregateType: 'thing',
      aggregateId: 'late',
      version: 1,
      time: new Date(),
      data: encodeEvent(taken, ComplaintTaken.fromPartial({})).data,
      pending: true,
    });
    await until('published', async () => (await pending('late')) === 0);
    expect((await page(after.nextCursor)).events.map((event) => event.aggregateId)).toEqual(['late']);
  });

  it('shows in the replay of everything only what is published, and of one aggregate all of it', async () => {
    const { nextCursor } = await page('');
    const data = encodeEvent(taken, ComplaintTaken.fromPartial({})).data;
    // Without `pending` the relay does not see it: a row between commit and publication, held still.
    await journalRows(alpha.mongo).insertOne({
      _id: '01900000-0000-7000-8000-000000000001',
      type: taken.type,
      aggregateType: 'thing',
      aggregateId: 'unpublished',
      version: 1,
      time: new Date(),
      data,
    });
    expect((await page(nextCursor)).events).toEqual([]);
    const one = await replayPage(alpha.mongo, {
      cursor: '',
      types: [],
      aggregateId: 'unpublished',
      limit: 10,
      withoutData: false,
    });
    expect(one.events.map((event) => event.aggregateVersion)).toEqual([1]);
  });

  it('tells only the asked-for types and goes on behind the others, and keeps an answer small enough to be carried', async () => {
    let { nextCursor } = await page('');
    const data = encodeEvent(taken, ComplaintTaken.fromPartial({})).data;
    const row = (number: number, type: string, bytes: Uint8Array) => ({
      _id: `01900000-0000-7000-8000-0000000001${String(number).padStart(2, '0')}`,
      type,
      aggregateType: 'thing',
      aggregateId: `thing-${number}`,
      version: 1,
      time: new Date(),
      data: bytes,
      // Far behind the last one, as after a takeover.
      batch: 2 ** 50 + number,
    });
    const others = Array.from({ length: 30 }, (_, index) => row(index, 'other', data));
    const large = Array.from({ length: 3 }, (_, index) => row(40 + index, taken.type, Buffer.alloc(900_000, index)));
    await journalRows(alpha.mongo).insertMany([...others, ...large]);
    const told: string[] = [];
    const sizes: number[] = [];
    for (let end = false; !end; ) {
      const next = await replayPage(alpha.mongo, {
        cursor: nextCursor,
        types: [taken.type],
        aggregateId: '',
        limit: 20,
        withoutData: false,
      });
      told.push(...next.events.map((event) => event.aggregateId));
      sizes.push(next.events.length);
      ({ nextCursor, end } = next);
    }
    expect(told).toEqual(['thing-40', 'thing-41', 'thing-42']);
    // A page of others only, then two of the large ones, for three are more than an answer may hold.
    expect(sizes).toEqual([0, 2, 1]);
  });

  it('refuses a cursor that is none', async () => {
    for (const cursor of ['x', '7', '7:8', "1:' || true"]) {
      await expect(page(cursor)).rejects.toMatchObject({ code: 'validation-failed', fields: [{ path: 'cursor' }] });
    }
  });
});
