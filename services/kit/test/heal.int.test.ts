import { floorRows, streamName } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { complete, TwoServices } from './fixtures/two-services.ts';

const gauge = async (admin: string, name: string): Promise<number | undefined> => {
  const text = await (await fetch(`${admin}/metrics`)).text();
  const value = new RegExp(`^jamaa_beta_${name}\\{[^}]*source="alpha"[^}]*\\} (\\S+)$`, 'm').exec(text)?.[1];
  return value === undefined ? undefined : Number(value);
};

/** Given events that the broker no longer has: a consumer reads them from the publisher's journal, once and in order. */
describe('healing a gap', () => {
  let world: TwoServices;
  beforeEach(async () => {
    world = await TwoServices.open();
  });
  afterEach(() => world.close());

  it('gives a new consumer everything when the stream was made anew, and live events after it', async () => {
    const owner = await world.start('journal-owner', { PREFIX: 'a', AGGREGATES: '8', COUNT: '100' });
    await world.untilPublished();
    await world.stop(owner);
    await world.loseStream();
    // New events of known aggregates are in the stream before the consumer has read a word of the journal.
    const again = await world.start('journal-owner', { PREFIX: 'a', AGGREGATES: '8', COUNT: '3', FROM: '100' });
    await world.untilPublished();
    const reader = await world.start('reader', { JOURNAL: again.rpc });
    await world.untilSeen(8 * 103);
    expect(await world.seen()).toEqual(complete('a', 8, 103));
    await until('gap closed', async () => (await gauge(reader.admin, 'consumer_gap')) === 0);
    expect(await gauge(reader.admin, 'consumer_healed_events_total')).toBe(8 * 103);
  });

  it('goes on after a crash midway, before and after the cursor is written, and applies nothing twice', async () => {
    const owner = await world.start('journal-owner', { PREFIX: 'c', AGGREGATES: '5', COUNT: '200' });
    await world.untilPublished();
    await world.live.manager.streams.purge(streamName(world.live, 'alpha'));
    for (const failpoint of ['heal.alpha.before-cursor@2', 'heal.alpha.after-page']) {
      const killed = world.startRaw('reader', { JOURNAL: owner.rpc, FAILPOINTS: failpoint });
      await killed.ended();
      expect(killed.stderr()).toContain(`failpoint hit: ${failpoint.split('@')[0]}`);
    }
    const midway = await floorRows(world.beta).findOne({ _id: 'alpha' });
    expect(midway?.healing).toMatchObject({ reason: 'new-consumer' });
    expect(midway?.cursor).toBeDefined();
    const applied = Object.values(await world.seen()).flat().length;
    expect(applied).toBeGreaterThan(0);
    expect(applied).toBeLessThan(1_000);
    await world.start('reader', { JOURNAL: owner.rpc });
    await world.untilSeen(1_000);
    expect(await world.seen()).toEqual(complete('c', 5, 200));
  });

  it('heals what was dropped while the consumer was away, and parks what it cannot apply', async () => {
    const owner = await world.start('journal-owner', { PREFIX: 'd', AGGREGATES: '4', COUNT: '5' });
    const first = await world.start('reader', { JOURNAL: owner.rpc });
    await world.untilSeen(20);
    await world.stop(first);
    const more = await world.start('journal-owner', { PREFIX: 'd', AGGREGATES: '4', COUNT: '5', FROM: '5' });
    await world.untilPublished();
    await world.live.manager.streams.purge(streamName(world.live, 'alpha'));
    await world.beta.collection<{ _id: string }>('poison').insertOne({ _id: 'd-1@7' });
    await world.start('reader', { JOURNAL: more.rpc });
    await world.untilSeen(36);
    const { 'd-1': poisoned, ...others } = await world.seen();
    expect(poisoned).toEqual([1, 2, 3, 4, 5, 6]);
    expect(others).toEqual(Object.fromEntries(Object.entries(complete('d', 4, 10)).filter(([id]) => id !== 'd-1')));
    const letters = await until('four letters', async () => {
      const rows = await world.beta.collection('dead_letters').find({}).sort({ version: 1 }).toArray();
      return rows.length === 4 && rows;
    });
    expect(letters.map((row) => [row['version'], row['state']])).toEqual([
      [7, 'parked'],
      [8, 'waiting'],
      [9, 'waiting'],
      [10, 'waiting'],
    ]);
  });

  it('sees a stream made anew under a running consumer', async () => {
    const owner = await world.start('journal-owner', { PREFIX: 'e', AGGREGATES: '4', COUNT: '5' });
    await world.start('reader', { JOURNAL: owner.rpc });
    await world.untilSeen(20);
    await world.stop(owner);
    await world.loseStream();
    const again = await world.start('journal-owner', {
      PREFIX: 'e',
      AGGREGATES: '4',
      COUNT: '5',
      FROM: '5',
      RPC_PORT: owner.rpc.split(':')[1] ?? '',
    });
    await world.untilSeen(40);
    expect(await world.seen()).toEqual(complete('e', 4, 10));
    expect(again.rpc).toBe(owner.rpc);
  });

  it('says so when it knows no journal, goes on with what there is, and heals once it knows one', async () => {
    const owner = await world.start('journal-owner', { PREFIX: 'g', AGGREGATES: '2', COUNT: '4' });
    await world.untilPublished();
    await world.live.manager.streams.purge(streamName(world.live, 'alpha'));
    await world.start('journal-owner', { PREFIX: 'h', AGGREGATES: '2', COUNT: '2' });
    const blind = await world.start('reader');
    await world.untilSeen(4);
    expect(await gauge(blind.admin, 'consumer_gap')).toBe(1);
    expect(blind.child.stdout()).toContain('events are missing and no journal is known');
    await world.stop(blind);
    // Still so after a restart: a gap is not forgotten.
    const restarted = await world.start('reader');
    await until('the gap is shown again', async () => (await gauge(restarted.admin, 'consumer_gap')) === 1);
    await world.stop(restarted);
    const reader = await world.start('reader', { JOURNAL: owner.rpc });
    await world.untilSeen(12);
    expect(await world.seen()).toEqual({ ...complete('g', 2, 4), ...complete('h', 2, 2) });
    await until('gap closed', async () => (await gauge(reader.admin, 'consumer_gap')) === 0);
  });
});
