import { join } from 'node:path';
import { connectBus, floorRows, inboxRows, streamName } from '@jamaa/kit';
import { type Child, startChild, until } from '@jamaa/kit/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { caseRows, dayRows, shelfRows } from '../src/store/rows.ts';
import { createWorld, newCase, type World } from './support/world.ts';

const main = join(import.meta.dirname, '../src/main.ts');
/** A killed process's transaction ends at the database after a minute by default. */
const ORPHANED_TRANSACTION_MS = 80_000;

describe('killed and begun anew', () => {
  let world: World;
  let children: Child[] = [];
  let told = 0;

  beforeAll(async () => {
    world = await createWorld();
  }, 60_000);
  afterEach(async () => {
    await Promise.all(children.map((child) => child.kill('SIGKILL')));
    children = [];
  });
  afterAll(() => world.close());

  const start = (more: Record<string, string> = {}): Child => {
    const child = startChild(main, world.variables(more));
    children.push(child);
    return child;
  };
  const happen = async (): Promise<void> => {
    for (let n = 0; n < 10; n += 1) {
      const id = newCase();
      await world.tell(id, 'received');
      await world.clock(id, 'J-15', 45);
      await world.clock(id, 'breached', 60);
      await world.tell(id, 'answered', 61);
      told += 1;
    }
  };
  const books = async () => {
    const days = await dayRows(world.mongo).find().sort({ _id: 1 }).toArray();
    const shelves = await shelfRows(world.mongo).find().sort({ _id: 1 }).toArray();
    const cases = await caseRows(world.mongo).find().sort({ _id: 1 }).toArray();
    return { days, shelves, cases };
  };
  const expectEachOnce = async (): Promise<void> => {
    const { days, shelves } = await books();
    expect(days).toMatchObject([{ received: told, answered: told, ended: told, breached: told, first_90: told }]);
    expect(days[0]?.open ?? 0).toBe(0);
    expect(shelves).toMatchObject([{ received_web: told, breaches: told }]);
  };

  it.each(['consumer.insights.before-ack@2', 'transaction.before-commit@2'])(
    'kill -9 at %s: each event counts once',
    async (failpoint) => {
      const doomed = start({ FAILPOINTS: failpoint });
      await happen();
      expect(await doomed.ended()).toEqual({ code: null, signal: 'SIGKILL' });
      expect(doomed.stderr()).toContain(`failpoint hit: ${failpoint.split('@')[0]}`);
      start();
      await until('all is applied', async () => world.applied().then(() => true), ORPHANED_TRANSACTION_MS);
      await expectEachOnce();
    },
    180_000,
  );

  it('a database that is lost comes back the same from the journals, though the broker has dropped the events', async () => {
    const before = await books();
    const { NATS_URL: url, NAMESPACE: namespace, CELL: cell } = world.suite.env('insights');
    const bus = connectBus({ url, name: 'test', namespace, cell, logger: console as never });
    const { manager } = await bus.live();
    for (const source of ['intake', 'sla']) await manager.streams.purge(streamName(bus, source));
    await bus.close();
    await world.mongo.dropDatabase();
    await world.migrate();
    start();
    await world.applied();
    expect(await books()).toEqual(before);
    expect(
      (
        await floorRows(world.mongo)
          .find({ _id: { $in: ['intake', 'sla'] } })
          .toArray()
      ).length,
    ).toBe(2);
    expect(await inboxRows(world.mongo).countDocuments({ parked: true })).toBe(0);
  }, 120_000);
});
