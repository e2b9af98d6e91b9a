import {
  appendEvents,
  createPlatform,
  encodeEvent,
  inTransaction,
  journalRows,
  migrate,
  on,
  type Platform,
  streamName,
} from '@jamaa/kit';
import { createSuite, type Suite, until } from '@jamaa/kit/testing';
import { ComplaintTaken } from '@jamaa/proto/intake/v1/events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const taken = { type: 'jamaa.alpha.thing.taken.v1', codec: ComplaintTaken };

describe('a fetcher that follows one that died', () => {
  let suite: Suite;
  let alpha: Platform;
  let beta: Platform;
  let head = { version: 0, lastEventId: undefined as string | undefined };

  const write = async (count: number): Promise<void> => {
    const event = encodeEvent(taken, ComplaintTaken.fromPartial({ complaint: { id: 'thing' } }));
    const events = Array.from({ length: count }, () => event);
    head = await inTransaction(alpha.mongo, async (session) =>
      appendEvents(session, { type: 'thing', id: 'thing', ...head }, events, new Date()),
    );
    alpha.relay.poke();
    await until('published', async () => (await journalRows(alpha.mongo).countDocuments({ pending: true })) === 0);
  };

  beforeAll(async () => {
    suite = await createSuite();
    await migrate({ service: 'alpha', indexes: [], consumes: [] }, suite.env('alpha'));
    await migrate({ service: 'beta', indexes: [], consumes: ['alpha'] }, suite.env('beta', { ACK_WAIT_MS: '4000' }));
    alpha = await createPlatform({ service: 'alpha', env: suite.env('alpha'), indexes: [] });
    beta = await createPlatform({ service: 'beta', env: suite.env('beta'), indexes: [] });
  });
  afterAll(async () => {
    for (const platform of [beta, alpha]) {
      await platform.mongo.dropDatabase();
      await platform.close();
    }
  });

  it('lets what that one had taken through first: newer events do not overtake it', async () => {
    await write(3);
    // The earlier fetcher takes three and dies before it has applied any: the broker gives them again after the ack wait.
    const live = await alpha.bus.live();
    const durable = await live.js.consumers.get(streamName(live, 'alpha'), 'beta');
    const lost = await durable.fetch({ max_messages: 3, expires: 2_000 });
    let taking = 0;
    for await (const _message of lost) taking += 1;
    expect(taking).toBe(3);
    await write(3);
    const seen: number[] = [];
    beta.consume('alpha', [on(taken, async (event) => void seen.push(event.version))]);
    await until('all six applied', () => seen.length >= 6);
    expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
