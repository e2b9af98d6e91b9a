import { join } from 'node:path';
import { connectMongo, journalRows, readConfig, streamName } from '@jamaa/kit';
import { type Child, createSuite, type Suite, startChild, until } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';
import { config } from '../src/config.ts';
import { findDecision } from '../src/store/decisions.ts';
import { away, type FakeIntake, startIntake, untilConsumed } from './support.ts';

const categories = ['VOI', 'EAU', 'COR', 'AUT', 'SOC'];

/** Given the service as a process of its own, killed where it hurts: one decision and one event for every complaint. */
describe('a killed routing service', () => {
  let suite: Suite;
  let intake: FakeIntake;
  let mongo: Connection;
  const children: Child[] = [];

  const start = (more: Record<string, string> = {}): Child => {
    const child = startChild(
      join(import.meta.dirname, '../src/main.ts'),
      suite.variables('routing', { ...away, ...more }),
    );
    children.push(child);
    return child;
  };
  const submit = async (count: number): Promise<string[]> => {
    const wanted = Array.from({ length: count }, (_, index) => ({
      category: categories[index % categories.length] ?? '',
    }));
    return (await intake.submit(...wanted)).map(({ id }) => id);
  };
  const expectOneEach = async (ids: readonly string[]): Promise<void> => {
    for (const id of ids) {
      expect(await findDecision(mongo, { _id: id })).toMatchObject({ version: 1 });
      const events = await journalRows(mongo).find({ aggregateId: id }).toArray();
      expect(events.map(({ version, pending }) => ({ version, pending }))).toEqual([
        { version: 1, pending: undefined },
      ]);
    }
  };

  beforeAll(async () => {
    suite = await createSuite();
    intake = await startIntake(suite);
    const env = readConfig(config, suite.variables('routing', away));
    const migrated = startChild(join(import.meta.dirname, '../src/migrate.ts'), suite.variables('routing', away));
    expect(await migrated.ended()).toEqual({ code: 0, signal: null });
    mongo = await connectMongo({ uri: env.MONGODB_URI, database: env.MONGODB_DATABASE ?? '', appName: 'test' });
  });
  afterAll(async () => {
    await Promise.all(children.map((child) => child.kill('SIGKILL')));
    await mongo.dropDatabase();
    await mongo.close();
    await intake.platform.mongo.dropDatabase();
    await intake.platform.close();
  });

  it.each([
    ['between the commit and the acknowledgement', 'consumer.routing.before-ack'],
    ['between publishing and marking', 'relay.after-publish'],
  ])('%s loses nothing and says nothing twice', async (_when, failpoint) => {
    const ids = await submit(40);
    const killed = start({ FAILPOINTS: failpoint });
    expect((await killed.ended()).signal).toBe('SIGKILL');
    expect(killed.stderr()).toContain(`failpoint hit: ${failpoint}`);
    const committed = await journalRows(mongo).countDocuments({ aggregateId: { $in: ids } });
    expect(committed).toBeGreaterThan(0);
    const next = start();
    await untilConsumed(intake);
    await until('everything told', async () => (await journalRows(mongo).countDocuments({ pending: true })) === 0);
    await expectOneEach(ids);
    const live = await intake.platform.bus.live();
    const { state } = await live.manager.streams.info(streamName(live, 'routing'));
    expect(state.messages).toBe(await journalRows(mongo).countDocuments({}));
    await next.kill();
    expect(await next.ended()).toEqual({ code: 0, signal: null });
  });
});
