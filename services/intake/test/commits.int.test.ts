import { readConfig } from '@jamaa/kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { config } from '../src/config.ts';
import { createContext, type Intake } from '../src/context.ts';
import { type Client, connectIntake } from './support/client.ts';
import { createWorld, untilReady, type World } from './support/world.ts';

/**
 * Our rule: commits are the scarcest thing of one box. Of a flow that others go beside intake makes at most so many; alone it makes
 * one for each call, one for the verdict of routing, and those of the relay's marks.
 */
const MOST_PER_FLOW = 3;
const FLOWS = 24;
const writes = ['insert', 'update', 'delete', 'findAndModify', 'bulkWrite'];
/** Written by the clock, whether there are flows or none. */
const timed = ['leases', 'consumer_floors'];

/** Intake in this process, so that every command to its database can be seen. */
describe('the commits of a flow', () => {
  let world: World;
  let intake: Intake;
  let client: Client;
  /** Transactions committed, and writes outside of one, which are commits of their own. */
  const commits = { transactions: 0, single: 0 };

  beforeAll(async () => {
    world = await createWorld();
    const uri = `${world.suite.env('intake').MONGODB_URI}&monitorCommands=true`;
    intake = await createContext(readConfig(config, world.variables({ MONGODB_URI: uri, LOG_LEVEL: 'error' })));
    intake.platform.mongo.getClient().on('commandStarted', ({ commandName, command }) => {
      if (commandName === 'commitTransaction') commits.transactions += 1;
      else if (
        writes.includes(commandName) &&
        command['autocommit'] !== false &&
        !timed.includes(String(command[commandName]))
      )
        commits.single += 1;
    });
    await untilReady(intake.served.adminPort);
    client = await connectIntake(world.suite, `127.0.0.1:${intake.served.rpcPort}`);
    const first = await client.submit();
    world.startRouting();
    await world.untilAssigned(first.reference);
  }, 60_000);
  afterAll(async () => {
    client.close();
    await intake.platform.close();
    await world.close();
  });

  it(`are at most ${MOST_PER_FLOW}: filed, routed, taken, answered, approved`, async () => {
    const before = commits.transactions + commits.single;
    const filed = await Promise.all(Array.from({ length: FLOWS }, () => client.submit()));
    await world.untilAssigned(...filed.map((one) => one.reference));
    await Promise.all(filed.map((one) => client.give('member', one, 'take')));
    await Promise.all(filed.map((one) => client.give('member', one, 'propose-answer', { text: 'تم الإصلاح' })));
    const ends = await Promise.all(filed.map((one) => client.give('validator', one, 'approve')));
    expect([...new Set(ends.map(({ complaint }) => complaint?.snapshot?.state))]).toEqual(['COMPLAINT_STATE_ANSWERED']);
    await world.untilPublished();
    const perFlow = (commits.transactions + commits.single - before) / FLOWS;
    process.stderr.write(`commits of intake per flow: ${perFlow.toFixed(2)}\n`);
    // Nothing counted would mean that the driver's events are not seen.
    expect(perFlow).toBeGreaterThan(0);
    expect(perFlow).toBeLessThanOrEqual(MOST_PER_FLOW);
  });
});
