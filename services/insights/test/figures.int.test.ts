import { isAppError } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import type { GetSummaryRequest, RecountDifference } from '@jamaa/proto/insights/v1/insights';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { InsightsContext } from '../src/context.ts';
import { dayRows, shelfRows } from '../src/store/rows.ts';
import { type Client, createWorld, newCase, ops, person, type World } from './support/world.ts';

const period = { from: '2026-11-01', to: '2026-11-30' };
/** Per flow and batch: what the database is asked for, beside leases and floors. */
const MOST_COMMANDS_A_BATCH = 4;
const timed = ['leases', 'consumer_floors', 'copy_state', 'events'];

describe('figures', () => {
  let world: World;
  let insights: InsightsContext;
  let client: Client;
  const batches = { commands: 0, commits: 0 };

  beforeAll(async () => {
    world = await createWorld();
    const uri = `${world.suite.env('insights').MONGODB_URI}&monitorCommands=true`;
    insights = await world.start({ MONGODB_URI: uri });
    insights.platform.mongo.getClient().on('commandStarted', ({ commandName, command }) => {
      if (command['autocommit'] !== false || timed.includes(String(command[commandName]))) return;
      batches.commands += 1;
      if (commandName === 'commitTransaction') batches.commits += 1;
    });
    client = await world.client(insights.served.rpcPort);
  }, 60_000);
  afterAll(async () => {
    client.close();
    await world.close();
  });

  const summary = (who: string, territory: string, more: Partial<GetSummaryRequest> = {}) =>
    client.as(person(who), (call, options) => call.getSummary({ territory, by: '', ...period, ...more }, options));
  const refusal = async (answer: Promise<unknown>) => {
    const error = await answer.then(
      () => undefined,
      (caught: unknown) => caught,
    );
    return isAppError(error) ? [error.code, ...error.fields.map(({ path }) => path)] : error;
  };
  const recount = async (): Promise<RecountDifference[]> => {
    const found: RecountDifference[] = [];
    for (let cursor = ''; ; ) {
      const page = await client.as(ops, (call, options) => call.getRecount({ cursor }, options));
      found.push(...page.differences);
      if (page.nextCursor === '') return found;
      cursor = page.nextCursor;
    }
  };
  const metrics = async (): Promise<string> =>
    (await fetch(`http://127.0.0.1:${insights.served.adminPort}/metrics`)).text();

  it('follow cases and clocks, are told to staff by category, channel and territory, and to metrics', async () => {
    const [answered, late, warned, elsewhere, corrupt, exercise] = Array.from({ length: 6 }, newCase);
    const cases = [answered, late, warned, elsewhere, corrupt, exercise] as string[];
    for (const id of cases.slice(0, 3)) await world.tell(id, 'received');
    await world.tell(cases[3] ?? '', 'received', 0, { communeCode: '03.231.01.05', category: 'ECL', channel: 'desk' });
    await world.tell(cases[4] ?? '', 'qualification', 0, { category: 'COR', confidential: true });
    await world.tell(cases[5] ?? '', 'received', 0, { training: true });
    for (const id of cases.slice(1, 3)) {
      await world.clock(id, 'T30', 31);
      await world.clock(id, 'J-15', 45);
    }
    await world.clock(cases[1] ?? '', 'breached', 60);
    await world.tell(cases[0] ?? '', 'assigned');
    await world.tell(cases[0] ?? '', 'answered', 4);
    await world.applied();

    const own = await summary('gestionnaire', '', { by: 'category' });
    expect(own).toMatchObject({
      territory: 'commune:03.451.01.09',
      total: { received: 3, open: 2, dueSoon: 1, overdue: 1, breached: 1, answered: 1, ended: 1 },
      rows: [{ key: 'VOI', confidential: false, received: 3 }],
    });
    expect(own.total?.firstAnswer).toEqual({
      ...{ cases: 1, meanDays: 4, p50Days: 3.5, p90Days: 4.7, bands: [0, 0, 1, 0, 0, 0, 0, 0, 0] },
    });
    const region = await summary('wali', 'region:03', { by: 'territory' });
    expect(region.rows.map(({ key, confidential, received }) => [key, confidential, received])).toEqual([
      ['', true, 1],
      ['03.231', false, 1],
      ['03.451', false, 3],
    ]);
    expect(region.total).toMatchObject({ received: 5, open: 4 });
    const channels = await summary('dgct', 'country', { by: 'channel' });
    expect(channels.rows.map(({ key, received }) => [key, received])).toEqual([
      ['', 1],
      ['desk', 1],
      ['web', 3],
    ]);
    expect((await summary('governor', '')).total).toMatchObject({ received: 3, overdue: 1 });
    expect((await summary('wali', 'region:03', { from: '2026-11-03' })).total).toMatchObject({ received: 0 });

    const text = await metrics();
    const place = 'region="03",province="03.451",category="VOI"';
    for (const line of [
      `jamaa_insights_open_cases{${place}} 2`,
      `jamaa_insights_due_soon_cases{${place}} 1`,
      `jamaa_insights_overdue_cases{${place}} 1`,
      `jamaa_insights_received_total{${place},channel="web"} 3`,
      `jamaa_insights_breaches_total{${place}} 1`,
      'jamaa_insights_open_cases{region="03",province="",category=""} 1',
    ])
      expect(text).toContain(line);
    expect(text).not.toContain('COR');
    expect(text).toMatch(/jamaa_insights_heads_behind_events\{cell="00",source="intake"\} 0/);
    expect(await recount()).toEqual([]);
  }, 60_000);

  it('are refused to those without a place there, and for what cannot be', async () => {
    expect(await refusal(summary('clerk', ''))).toEqual(['forbidden']);
    // A company's staff works all over the région: its figures are not theirs.
    expect(await refusal(summary('operator', 'region:03'))).toEqual(['forbidden']);
    expect(await refusal(summary('stranger', ''))).toEqual(['forbidden']);
    expect(await refusal(summary('gestionnaire', 'province:03.451'))).toEqual(['forbidden']);
    expect(await refusal(summary('governor', 'province:03.231'))).toEqual(['forbidden']);
    expect(await refusal(summary('wali', 'country'))).toEqual(['forbidden']);
    expect(await refusal(summary('wali', 'province:03.999'))).toEqual(['not-found']);
    expect(await refusal(summary('wali', 'douar:03'))).toEqual(['validation-failed', 'territory']);
    expect(await refusal(summary('wali', '', { by: 'mood' }))).toEqual(['validation-failed', 'by']);
    expect(await refusal(summary('wali', '', { from: '2026-02-30' }))).toEqual(['validation-failed', 'from']);
    expect(await refusal(summary('wali', '', { from: '2026-12-02' }))).toEqual(['validation-failed', 'from']);
    expect(await refusal(summary('wali', '', { from: '2020-01-01' }))).toEqual(['validation-failed', 'from']);
    const asked = client.as(person('dgct'), (call, options) => call.getRecount({ cursor: '' }, options));
    expect(await refusal(asked)).toEqual(['forbidden']);
  });

  it('of another cell are not begun without its journals', async () => {
    await expect(world.start({ CONSUME: '00,03' })).rejects.toThrow('INTAKE_CELLS: no address of cell 03');
  });

  it('take a batch in few commands, however many cases it holds', async () => {
    const ids = Array.from({ length: 100 }, newCase);
    Object.assign(batches, { commands: 0, commits: 0 });
    await Promise.all(ids.map((id) => world.tell(id, 'received')));
    for (const state of ['assigned', 'in-progress', 'answer-proposed', 'answered'] as const)
      await Promise.all(ids.map((id) => world.tell(id, state, 1)));
    await world.applied();
    const { commands, commits } = batches;
    process.stderr.write(`insights: ${commits} commits, ${commands} commands for 500 events of 100 flows\n`);
    expect(commits).toBeGreaterThan(0);
    expect(commands / commits).toBeLessThanOrEqual(MOST_COMMANDS_A_BATCH);
    expect(commits).toBeLessThanOrEqual(100);
    expect(await recount()).toEqual([]);
  }, 60_000);

  it('are found out when they are wrong', async () => {
    const [day] = await dayRows(world.mongo).find({ commune: '03.451.01.09' }).toArray();
    const [shelf] = await shelfRows(world.mongo).find().toArray();
    await dayRows(world.mongo).updateOne({ _id: day?._id ?? '' }, { $inc: { merged: 2 } });
    await shelfRows(world.mongo).updateOne({ _id: shelf?._id ?? '' }, [
      { $set: { breaches: { $subtract: ['$breaches', 1] } } },
    ]);
    await until('the recount says so', async () => (await recount()).length === 2);
    expect(await recount()).toEqual([
      { row: day?._id, figure: 'merged', stored: 2, counted: 0 },
      expect.objectContaining({ row: shelf?._id, figure: 'breaches' }),
    ]);
  });
});
