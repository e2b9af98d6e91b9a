import { findRepublish, journalRows, replayPage, requestRepublish, streamName } from '@jamaa/kit';
import { startChild, until } from '@jamaa/kit/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { complete, type Started, TwoServices } from './fixtures/two-services.ts';

/** Given a broker that lost a stream: the operators' tool has the journal published again, and readers without a journal have all. */
describe('publishing the journal again', () => {
  let world: TwoServices;
  let owner: Started;
  const ops = async (started: Started, ...args: string[]) => {
    const file = new URL('../../../tools/ops/src/main.ts', import.meta.url).pathname;
    const place = ['--address', started.rpc, '--secrets', world.suite.secretsDir, '--service', 'alpha'];
    const child = startChild(file, {}, [...args, ...place]);
    const { code } = await child.ended();
    return { code, out: child.stdout(), err: child.stderr() };
  };
  const messages = async (): Promise<number> =>
    (await world.live.manager.streams.info(streamName(world.live, 'alpha'))).state.messages;
  const positions = async () =>
    (
      await journalRows(world.alpha)
        .find({ version: { $lte: 100 } })
        .sort({ _id: 1 })
        .project({ batch: 1 })
        .toArray()
    ).map((row) => row['batch']);

  beforeEach(async () => {
    world = await TwoServices.open();
    owner = await world.start('journal-owner', { PREFIX: 'r', AGGREGATES: '6', COUNT: '100' });
    await world.untilPublished();
  });
  afterEach(() => world.close());

  it('fills a stream made anew, in order and before new events, and leaves every position where it was', async () => {
    const before = await positions();
    await world.loseStream();
    await world.stop(owner);
    // Both are there when the relay starts: versions 1 to 100 to be published again, 101 and 102 not yet published.
    await requestRepublish(world.alpha, { since: '', operator: 'amina', at: new Date() });
    const more = await world.start('journal-owner', { PREFIX: 'r', AGGREGATES: '6', COUNT: '2', FROM: '100' });
    await world.start('reader');
    await world.untilSeen(612);
    expect(await world.seen()).toEqual(complete('r', 6, 102));
    expect(await messages()).toBe(612);
    expect(await positions()).toEqual(before);
    expect(await ops(more, 'republish', '--status')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^alpha: done, 600 events from the beginning, asked by amina, at /),
    });
  });

  it('goes on after a crash midway', async () => {
    await world.loseStream();
    await world.stop(owner);
    const killed = await world.start('journal-owner', { FAILPOINTS: 'republish.after-page@2' });
    const started = await ops(killed, 'republish', '--operator', 'amina', '--no-wait');
    expect(started).toMatchObject({ code: 0, out: expect.stringContaining('alpha: running') });
    await killed.child.ended();
    expect(killed.child.stderr()).toContain('failpoint hit: republish.after-page');
    expect(await findRepublish(world.alpha)).toMatchObject({ published: 256 });
    await world.start('journal-owner');
    await until('finished', async () => (await findRepublish(world.alpha))?.finishedAt);
    await world.start('reader');
    await world.untilSeen(600);
    expect(await world.seen()).toEqual(complete('r', 6, 100));
  });

  it('starts after a cursor, and drops twice what a reader had applied', async () => {
    await world.start('reader');
    await world.untilSeen(600);
    const request = { cursor: '', types: [], aggregateId: '', limit: 500, withoutData: false };
    const { nextCursor } = await replayPage(world.alpha, request);
    // Deleted and not purged: the broker then takes the same message ids again.
    await world.loseStream();
    const done = await ops(owner, 'republish', '--operator', 'amina', '--since', nextCursor);
    expect(done).toMatchObject({ code: 0, out: expect.stringContaining('done, 100 events') });
    expect(await messages()).toBe(100);
    await until('all of it acknowledged', async () => {
      const info = await world.live.manager.consumers.info(streamName(world.live, 'alpha'), 'beta');
      return info.ack_floor.stream_seq === 100;
    });
    expect(await world.seen()).toEqual(complete('r', 6, 100));
  });

  it('refuses a cursor that is none, an operator without a name, a second run beside the first', async () => {
    expect(await ops(owner, 'republish', '--operator', 'amina', '--since', 'yesterday')).toMatchObject({
      code: 1,
      err: expect.stringContaining('not a cursor of this journal (validation-failed)'),
    });
    expect(await ops(owner, 'republish')).toMatchObject({ code: 2, err: expect.stringContaining('needs --operator') });
    await world.stop(owner);
    await world.alpha.collection<{ _id: string }>('republish').insertOne({
      _id: 'current',
      since: '',
      cursor: '',
      published: 0,
      operator: 'x',
      startedAt: new Date(),
    } as never);
    // Without its stream the broker takes nothing: the first run stays.
    await world.live.manager.streams.delete(streamName(world.live, 'alpha'));
    const waiting = await world.start('journal-owner');
    expect(await ops(waiting, 'republish', '--operator', 'amina')).toMatchObject({
      code: 1,
      err: expect.stringContaining('a republishing runs already (command-not-allowed)'),
    });
  });
});
