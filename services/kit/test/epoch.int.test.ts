import { epochRows, floorRows, journalRows, markReconciled, raiseEpoch, VERSIONS_PER_EPOCH } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TwoServices } from './fixtures/two-services.ts';

const at = new Date('2026-03-01T10:00:00Z');

/** A publisher whose database is one that was restored: its consumer has applied events that its journal has no longer. */
describe('a journal that was restored', () => {
  let world: TwoServices;
  beforeEach(async () => {
    world = await TwoServices.open();
  });
  afterEach(() => world.close());

  /** Three events each of two aggregates are applied; the restored journal has the first of each. */
  const losesTheLast = async (): Promise<void> => {
    const owner = await world.start('journal-owner', { PREFIX: 'a', AGGREGATES: '2', COUNT: '3' });
    const reader = await world.start('reader', { JOURNAL: owner.rpc });
    await world.untilSeen(6);
    await Promise.all([world.stop(owner), world.stop(reader)]);
    await journalRows(world.alpha).deleteMany({ version: { $gt: 1 } });
  };

  it('is not written in before it was compared with the broker', async () => {
    await losesTheLast();
    await raiseEpoch(world.alpha, { at, point: at });
    const early = world.startRaw('journal-owner', {});
    await early.ended();
    expect(`${early.stdout()}${early.stderr()}`).toContain('not reconciled');
    await markReconciled(world.alpha, 'somebody', at);
    expect(await epochRows(world.alpha).findOne({})).toMatchObject({ epoch: 1, reconciledBy: 'somebody' });
    await world.start('journal-owner', {});
  });

  it('is applied from there by consumers that knew more, live and when they read it anew, whatever position they remember', async () => {
    await losesTheLast();
    expect(await raiseEpoch(world.alpha, { at, point: at })).toBe(1);
    await markReconciled(world.alpha, 'somebody', at);
    await world.loseStream();
    const again = await world.start('journal-owner', { PREFIX: 'a', AGGREGATES: '2', COUNT: '2', FROM: '1' });
    const reader = await world.start('reader', { JOURNAL: again.rpc });
    const first = VERSIONS_PER_EPOCH + 1;
    await world.untilSeen(10);
    const applied = [1, 2, 3, first, first + 1];
    expect(await world.seen()).toEqual({ 'a-0': applied, 'a-1': applied });
    // Once more, now that the consumer remembers a position of this epoch; and from further back than before.
    await Promise.all([world.stop(again), world.stop(reader)]);
    await journalRows(world.alpha).deleteMany({ version: { $gt: first } });
    expect(await raiseEpoch(world.alpha, { at, point: at, atLeast: 7 })).toBe(7);
    await markReconciled(world.alpha, 'somebody', at);
    await world.loseStream();
    const third = await world.start('journal-owner', { PREFIX: 'a', AGGREGATES: '2', COUNT: '1', FROM: String(first) });
    await world.start('reader', { JOURNAL: third.rpc });
    await until('the events of epoch 7 are applied', async () => {
      const seen = await world.seen();
      return Object.values(seen).every((versions) => versions.includes(7 * VERSIONS_PER_EPOCH + 1));
    });
  });

  it('makes a restored consumer read again what it had acknowledged at the broker', async () => {
    const owner = await world.start('journal-owner', { PREFIX: 'b', AGGREGATES: '2', COUNT: '3' });
    const reader = await world.start('reader', { JOURNAL: owner.rpc });
    await world.untilSeen(6);
    await world.stop(reader);
    // Its database is an older one: the last event of each is not applied there.
    await world.beta.collection<{ _id: string; versions: number[] }>('seen').updateMany({}, { $pull: { versions: 3 } });
    await world.beta.collection('inbox').updateMany({}, { $set: { version: 2 } });
    await floorRows(world.beta).updateMany({}, { $unset: { cursor: '' } });
    await raiseEpoch(world.beta, { at, point: at });
    await markReconciled(world.beta, 'somebody', at);
    await world.start('reader', { JOURNAL: owner.rpc });
    await world.untilSeen(6);
    expect(await world.seen()).toEqual({ 'b-0': [1, 2, 3], 'b-1': [1, 2, 3] });
  });
});
