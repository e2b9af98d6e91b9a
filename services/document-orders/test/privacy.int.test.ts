import { auditRows, journalRows, verifyChain } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { orderRows } from '../src/store/order-row.ts';
import { sefrou } from './support/peers.ts';
import {
  type Api,
  checkedOut,
  createWorld,
  endOf,
  type Orders,
  paidOrder,
  person,
  type World,
} from './support/world.ts';

const none = { token: '' };
const reason = { reasonCode: 'person-request', legalBasis: 'Loi 09-08, art. 8' };

let world: World;
let orders: Orders;
let api: Api;
beforeAll(async () => {
  world = await createWorld();
  orders = await world.start();
  api = orders.as(person('zoulikha'));
}, 60_000);
afterAll(() => world.close());

const erase = (reference: string, by: string, change: object = {}) =>
  orders.as(person(by)).eraseOrder({ reference, ...reason, ...change }, none);
const register = async (by: string) => orders.as(person(by)).listErasures({ after: 0n, limit: 0 }, none);

/** An order that its bureau has posted and the post delivered. */
async function delivered(): Promise<string> {
  const { reference } = await paidOrder(world, api);
  const clerk = orders.as(person('registrar-sefrou'));
  await clerk.getBureauOrder({ reference, bureauId: sefrou }, none);
  await clerk.produceItem({ reference, itemId: 'i1', actId: '' }, none);
  const { order } = await clerk.handToPost({ reference, bureauId: sefrou }, none);
  await world.envelopeStatus(order?.consignment?.trackingNumber ?? '', 'delivered');
  await until('delivered', async () => (await world.row(reference)).eraseAt !== undefined);
  return reference;
}

describe('what a person told with an order', () => {
  it('is exported to them alone, with who looked at it, and the export is on record', async () => {
    const reference = await delivered();
    const { orders: mine, nextCursor } = await api.exportOrders({ cursor: '' }, none);
    expect(nextCursor).toBe('');
    expect(mine).toMatchObject([{ order: { reference }, looks: [{ bureauId: sefrou }] }]);
    expect(mine[0]?.applicantNationalId).not.toBe('');
    expect((await orders.as(person('somebody')).exportOrders({ cursor: '' }, none)).orders).toEqual([]);
    const row = await world.row(reference);
    const trail = await auditRows(world.mongo).find({ aggregateId: row._id }).toArray();
    expect(trail.filter(({ action }) => action === 'export-data')).toMatchObject([{ actor: 'orderer' }]);
    expect(JSON.stringify(trail)).not.toContain('zoulikha');
  });

  it('is erased at an administrator’s word once the order is over; money, numbers and the trail stay', async () => {
    const reference = await delivered();
    const open = (await paidOrder(world, api)).reference;
    expect(await endOf(erase(open, 'administrator-03'))).toBe('command-not-allowed');
    for (const stranger of ['administrator-06', 'auditor-03', 'registrar-sefrou', 'zoulikha'])
      expect(await endOf(erase(reference, stranger))).toBe('not-found');
    expect(await endOf(erase(reference, 'administrator-03', { reasonCode: 'because' }))).toContain('reason:unknown');
    expect(await endOf(erase(reference, 'administrator-03', { legalBasis: '' }))).toContain('legalBasis:required');
    const before = await world.row(reference);
    const { number } = await erase(reference, 'administrator-03');
    const row = await world.row(reference);
    expect([row.sealed, row.owner, row.eraseAt]).toEqual([undefined, '', undefined]);
    expect([row.receipt, row.payment, row.total]).toEqual([before.receipt, before.payment, before.total]);
    expect(await endOf(api.getOrder({ reference }, none))).toBe('not-found');
    expect(await endOf(erase(reference, 'administrator-03'))).toBe('command-not-allowed');
    expect(await verifyChain(world.mongo, row._id, row.auditHead)).toBeUndefined();
    const [event] = await journalRows(world.mongo)
      .find({ aggregateId: row._id })
      .sort({ version: -1 })
      .limit(1)
      .toArray();
    expect(event?.type).toContain('erased');
    const { erasures, intact } = await register('auditor-03');
    expect([erasures.at(-1)?.number, intact]).toEqual([number, true]);
    expect(erasures.at(-1)).toMatchObject({ what: 'order', rule: 'person-request', count: 1 });
    expect(await endOf(register('registrar-sefrou'))).toBe('forbidden');
  });

  it('is erased again by the exported register when a restore has brought it back; an order that is not over waits', async () => {
    const tool = orders.as({ kind: 'service', service: 'ops' });
    const [reference, back] = [await delivered(), await delivered()];
    const [before, earlier] = [await world.row(reference), await world.row(back)];
    await erase(reference, 'administrator-03');
    await erase(back, 'administrator-03');
    const { erasures } = await tool.listErasures({ after: 0n, limit: 0 }, none);
    expect(erasures.at(-1)?.ids).toEqual([earlier._id]);
    expect((await register('auditor-03')).erasures.at(-1)?.ids).toEqual([]);
    // The backup is from before: one is delivered there, the other still on its way, and the register knows neither.
    const consignments = earlier.consignments.map((one) => ({ ...one, posted: 'on-its-way' as const }));
    for (const row of [before, { ...earlier, consignments }]) {
      await orderRows(world.mongo).deleteOne({ _id: row._id });
      await journalRows(world.mongo).deleteMany({ aggregateId: row._id, version: { $gt: row.version } });
      await auditRows(world.mongo).deleteMany({ aggregateId: row._id, number: { $gt: row.auditHead.number } });
      await orderRows(world.mongo).insertOne(row);
    }
    const request = { erasures: erasures.slice(-2), operator: 'somebody' };
    expect(await endOf(orders.as(person('auditor-03')).reapplyErasures(request, none))).toBe('forbidden');
    const changed = erasures.slice(-1).map((row) => ({ ...row, ids: ['another'] }));
    expect(await endOf(tool.reapplyErasures({ ...request, erasures: changed }, none))).toContain('erasures:changed');
    expect(await tool.reapplyErasures(request, none)).toEqual({ erased: 1, untouched: 0, open: [back] });
    expect((await world.row(reference)).sealed).toBeUndefined();
    expect((await world.row(back)).sealed).toBeDefined();
    await orderRows(world.mongo).updateOne({ _id: earlier._id }, { $set: { consignments: [...earlier.consignments] } });
    expect(await tool.reapplyErasures(request, none)).toEqual({ erased: 1, untouched: 1, open: [] });
    expect((await world.row(back)).sealed).toBeUndefined();
    expect((await register('auditor-03')).intact).toBe(true);
  });

  it('is erased by time, by the dated rule, and not before', async () => {
    const { reference } = await checkedOut(api);
    await api.cancelOrder({ reference }, none);
    const kept = (await world.row(reference)).eraseAt;
    expect(kept && kept.getTime() - Date.now()).toBeGreaterThan(80 * 86_400_000);
    // As if the job had come too early: the rule of the day decides, not the date in the row.
    await orderRows(world.mongo).updateOne({ reference }, { $set: { eraseAt: new Date(1) } });
    await until('put right', async () => (await world.row(reference)).eraseAt?.getTime() === kept?.getTime());
    await orderRows(world.mongo).updateOne(
      { reference },
      { $set: { eraseAt: new Date(1), updatedAt: new Date('2020-01-01T00:00:00Z') } },
    );
    await until('erased', async () => (await world.row(reference)).sealed === undefined);
    expect((await register('administrator-03')).erasures.at(-1)).toMatchObject({
      rule: 'orders-2026',
      actor: 'system',
    });
  });
});
