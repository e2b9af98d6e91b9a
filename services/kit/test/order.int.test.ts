import { streamName } from '@jamaa/kit';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { nanos } from '@nats-io/nats-core';
import { complete, TwoServices } from './fixtures/two-services.ts';

/** Given messages that an earlier fetcher took and never acknowledged: a consumer applies them in stream order. */
describe('what comes again', () => {
  let world: TwoServices;
  beforeEach(async () => {
    world = await TwoServices.open();
  });
  afterEach(() => world.close());

  it('is applied in order even when the later half comes back first', async () => {
    // Long enough that the first half is still out when the reader takes the second.
    const stream = streamName(world.live, 'alpha');
    await world.live.manager.consumers.update(stream, 'beta', { ack_wait: nanos(7_000) });
    await world.start('journal-owner', { PREFIX: 'o', AGGREGATES: '1', COUNT: '10' });
    await world.untilPublished();
    const durable = await world.live.js.consumers.get(stream, 'beta');
    const taken = [];
    for await (const message of await durable.fetch({ max_messages: 10, expires: 2_000 })) taken.push(message);
    expect(taken).toHaveLength(10);
    // These come back at once, the others only after the ack wait.
    for (const message of taken.filter((one) => one.seq > 5)) message.nak();
    await world.start('reader');
    await world.untilSeen(10);
    expect(await world.seen()).toEqual(complete('o', 1, 10));
  });
});
