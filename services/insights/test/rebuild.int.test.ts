import { isAppError, VERSIONS_PER_EPOCH } from '@jamaa/kit';
import type { KnownAggregate, RebuiltCase, RecountDifference } from '@jamaa/proto/insights/v1/insights';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { caseRows } from '../src/store/rows.ts';
import { type Client, createWorld, newCase, ops, person, receivedAt, type World } from './support/world.ts';

const since = new Date(Date.now() - 3_600_000);
const period = { territory: 'region:03', by: '', from: '2026-11-01', to: '2026-11-30' };

/** The databases of a cell are restored to a moment before what was applied here. */
describe('figures after the restore of a cell', () => {
  let world: World;
  let client: Client;
  const [answered, lost, late, untouched] = [newCase(), newCase(), newCase(), newCase()];

  beforeAll(async () => {
    world = await createWorld();
    const insights = await world.start();
    client = await world.client(insights.served.rpcPort);
    for (const id of [answered, lost, late, untouched]) await world.tell(id, 'received');
    await world.tell(answered, 'answered', 4);
    await world.clock(late, 'J-15', 45);
    await world.clock(late, 'breached', 60);
    await world.applied();
    await world.lose('intake', answered, 1);
    await world.lose('intake', lost, 0);
    await world.lose('sla', late, 1);
  }, 60_000);
  afterAll(async () => {
    client.close();
    await world.close();
  });

  const cell = '00';
  const figures = async () =>
    (await client.as(person('wali'), (call, options) => call.getSummary(period, options))).total;
  const recount = async (): Promise<RecountDifference[]> => {
    const days = await client.as(ops, (call, options) => call.getRecount({ cursor: '' }, options));
    const rest = await client.as(ops, (call, options) => call.getRecount({ cursor: days.nextCursor }, options));
    return [...days.differences, ...rest.differences];
  };
  const rebuild = async (dryRun: boolean): Promise<RebuiltCase[]> => {
    const request = { cell, since, dryRun, operator: 'somebody', cursor: '' };
    const done = await client.as(ops, (call, options) => call.rebuildCases(request, options));
    expect(done.nextCursor).toBe('');
    return done.cases.sort((a, b) => (a.found < b.found ? -1 : 1));
  };

  it('are told what was applied, with the numbers of the cases, though the cell is down', async () => {
    const request = { cell, since, cursor: '' };
    const { known } = await client.as(ops, (call, options) => call.listKnown(request, options));
    const of = (service: string, id: string): KnownAggregate | undefined =>
      known.find((one) => one.service === service && one.complaintId === id);
    expect(known).toHaveLength(5);
    expect(of('intake', lost)).toMatchObject({
      version: 1,
      reference: `no ${lost}`,
      standing: 'open',
      category: 'VOI',
    });
    expect(of('intake', answered)).toMatchObject({ version: 2, standing: 'ended', commune: '03.451.01.09' });
    expect(of('sla', late)).toMatchObject({ version: 2, aggregateId: `${late}/legal`, reference: `no ${late}` });
    const later = { ...request, since: new Date(Date.now() + 60_000) };
    expect((await client.as(ops, (call, options) => call.listKnown(later, options))).known).toEqual([]);
  });

  it('name the cases that stand otherwise in the journals, and are made again from them', async () => {
    expect(await figures()).toMatchObject({ received: 4, answered: 1, overdue: 1 });
    const expected = [
      { complaintId: answered, reference: `no ${answered}`, found: 'differs' },
      { complaintId: late, reference: `no ${late}`, found: 'differs' },
      { complaintId: lost, reference: `no ${lost}`, found: 'lost' },
    ];
    const byId = (a: RebuiltCase, b: RebuiltCase): number => (a.complaintId < b.complaintId ? -1 : 1);
    expect((await rebuild(true)).sort(byId)).toEqual(expected.toSorted(byId));
    expect(await figures()).toMatchObject({ received: 4, answered: 1, overdue: 1 });
    expect(await rebuild(false)).toHaveLength(3);
    expect(await figures()).toMatchObject({ received: 3, open: 3, answered: 0, dueSoon: 1, overdue: 0, breached: 0 });
    expect(await recount()).toEqual([]);
    expect(await rebuild(false)).toEqual([]);
    expect((await caseRows(world.mongo).findOne({ _id: `00|${lost}` }))?.intake).toBeUndefined();
  });

  it('follow what happens after it, in the new epoch', async () => {
    await world.tell(answered, 'answered', 9);
    await world.applied();
    expect((await caseRows(world.mongo).findOne({ _id: `00|${answered}` }))?.intake).toMatchObject({
      version: VERSIONS_PER_EPOCH + 1,
      // Not the four days of the answer that was lost.
      answeredAfter: 9,
    });
    expect(await figures()).toMatchObject({ received: 3, answered: 1, firstAnswer: { cases: 1, meanDays: 9 } });
    expect(await recount()).toEqual([]);
    expect(await rebuild(true)).toEqual([]);
  });

  it('are listed and made again for operators alone, for a cell that is read here', async () => {
    const refusal = async (answer: Promise<unknown>) => {
      const error = await answer.then(
        () => undefined,
        (caught: unknown) => caught,
      );
      return isAppError(error) ? [error.code, ...error.fields.map(({ path }) => path)] : error;
    };
    const list = { cell, since: receivedAt, cursor: '' };
    const make = { ...list, dryRun: false, operator: 'somebody' };
    const listed = (who: typeof ops, change: object) =>
      refusal(client.as(who, (call, options) => call.listKnown({ ...list, ...change }, options)));
    const made = (who: typeof ops, change: object) =>
      refusal(client.as(who, (call, options) => call.rebuildCases({ ...make, ...change }, options)));
    expect(await listed(person('dgct'), {})).toEqual(['forbidden']);
    expect(await made(person('dgct'), {})).toEqual(['forbidden']);
    expect(await listed(ops, { cell: '07' })).toEqual(['validation-failed', 'cell']);
    expect(await listed(ops, { since: undefined })).toEqual(['validation-failed', 'since']);
    expect(await listed(ops, { cursor: 'x' })).toEqual(['validation-failed', 'cursor']);
    expect(await made(ops, { operator: ' ' })).toEqual(['validation-failed', 'operator']);
  });
});
