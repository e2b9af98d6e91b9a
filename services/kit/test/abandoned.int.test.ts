import { journalRows } from '@jamaa/kit';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { complete, TwoServices } from './fixtures/two-services.ts';

/**
 * A process killed in the middle of a transaction leaves it open on the server, which gives it up after a minute; until then what
 * it had written can be written by nobody. The next holder of the lease ends it instead.
 */
describe('a transaction abandoned by a holder that was killed', () => {
  let world: TwoServices;
  beforeEach(async () => {
    world = await TwoServices.open();
  });
  afterEach(() => world.close());

  it('does not hold up the next relay', async () => {
    // The first transaction writes the events, the second marks them as published.
    const killed = world.startRaw('journal-owner', {
      PREFIX: 'r',
      AGGREGATES: '1',
      COUNT: '5',
      FAILPOINTS: 'transaction.before-commit@2',
    });
    await killed.ended();
    expect(killed.stderr()).toContain('failpoint hit: transaction.before-commit');
    expect(await journalRows(world.alpha).countDocuments({ pending: true })).toBe(5);
    await world.start('journal-owner');
    await world.untilPublished();
  });

  it('does not hold up the next fetcher', async () => {
    await world.start('journal-owner', { PREFIX: 'f', AGGREGATES: '1', COUNT: '5' });
    await world.untilPublished();
    const killed = world.startRaw('reader', { FAILPOINTS: 'transaction.before-commit' });
    await killed.ended();
    expect(killed.stderr()).toContain('failpoint hit: transaction.before-commit');
    await world.start('reader');
    await world.untilSeen(5);
    expect(await world.seen()).toEqual(complete('f', 1, 5));
  });
});
