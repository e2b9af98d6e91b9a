import { verifyChain } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { documentOrdersEvents } from '@jamaa/proto/catalog';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { orderRows } from '../src/store/order-row.ts';
import { fes, sefrou } from './support/peers.ts';
import {
  type Api,
  createWorld,
  endOf,
  item,
  notifications,
  type Orders,
  paidOrder,
  person,
  stateOf,
  type World,
  wish,
} from './support/world.ts';

const none = { token: '' };
const anonymous = { kind: 'anonymous', client: 'public' } as const;
let world: World;
let orders: Orders;
let api: Api;
let clerk: Api;
let other: Api;
beforeAll(async () => {
  world = await createWorld();
  orders = await world.start();
  api = orders.as(person('zoulikha'));
  clerk = orders.as(person('registrar-sefrou'));
  other = orders.as(person('registrar-fes'));
}, 60_000);
afterAll(() => world.close());
beforeEach(() => {
  world.registry.match = { outcome: 'one', actId: 'act-1', contradictions: [] };
});

const two = { items: [item(), item({ kind: 'full-copy', bureauId: fes })] };
const produce = (reference: string, itemId = 'i1', actId = '') => clerk.produceItem({ reference, itemId, actId }, none);
const reject = (reference: string, itemId = 'i1') =>
  clerk.rejectItem({ reference, itemId, reason: 'data-wrong', text: 'لا يطابق السجل' }, none);
const posted = async () => {
  const { reference } = await paidOrder(world, api);
  await produce(reference);
  const { order } = await clerk.handToPost({ reference, bureauId: sefrou }, none);
  return { reference, number: order?.consignment?.trackingNumber ?? '' };
};

describe('the work of a bureau', () => {
  it('stands in its list, without a name, and only its own part of the order', async () => {
    const { reference } = await paidOrder(world, api, two);
    const { orders: listed } = await clerk.listBureauOrders(
      { bureauId: sefrou, state: '', cursor: '', limit: 0 },
      none,
    );
    const found = listed.find((one) => one.reference === reference);
    expect(found?.items.map(({ id }) => id)).toEqual(['i1']);
    expect(JSON.stringify(listed)).not.toMatch(/زليخة|661987354|CD987354/);
    const seen = await clerk.getBureauOrder({ reference, bureauId: sefrou }, none);
    expect(seen).toMatchObject({
      contents: [{ familyName: 'المسعودي', bureauId: sefrou }],
      delivery: { city: 'صفرو' },
    });
    const row = await world.row(reference);
    expect(await world.mongo.collection('audit').findOne({ aggregateId: row._id, action: 'look' })).toMatchObject({
      actor: 'account:registrar-sefrou',
    });
    expect(await verifyChain(world.mongo, row._id, row.auditHead)).toBeUndefined();
  });

  it('is nobody else’s: no other bureau’s, no person’s, not the public’s', async () => {
    const { reference } = await paidOrder(world, api);
    for (const caller of [other, api]) {
      expect(await endOf(caller.listBureauOrders({ bureauId: sefrou, state: '', cursor: '', limit: 0 }, none))).toBe(
        'forbidden',
      );
      expect(await endOf(caller.getBureauOrder({ reference, bureauId: sefrou }, none))).toBe('forbidden');
      expect(await endOf(caller.produceItem({ reference, itemId: 'i1', actId: '' }, none))).toBe('forbidden');
      expect(await endOf(caller.handToPost({ reference, bureauId: sefrou }, none))).toBe('forbidden');
    }
    expect(await endOf(other.getBureauOrder({ reference, bureauId: fes }, none))).toBe('not-found');
    expect(await endOf(orders.as(anonymous).produceItem({ reference, itemId: 'i1', actId: '' }, none))).toBe(
      'unauthenticated',
    );
    expect(await endOf(orders.as(anonymous).placeOrder(wish(), none))).toBe('unauthenticated');
  });

  it('is not there before the order is paid', async () => {
    const { order } = await api.placeOrder(wish(), none);
    const reference = order?.reference ?? '';
    expect(await endOf(clerk.getBureauOrder({ reference, bureauId: sefrou }, none))).toBe('not-found');
    expect(await endOf(produce(reference))).toBe('not-found');
  });

  it('ends in a document of the act that what was told leads to, once', async () => {
    const { reference } = await paidOrder(world, api);
    const before = world.registry.made.length;
    await produce(reference);
    await produce(reference);
    expect(world.registry.made.slice(before)).toMatchObject([
      { kind: 'extract', actId: 'act-1', purpose: `order:${reference}` },
    ]);
    expect(await stateOf(api, reference)).toMatchObject({ state: 'produced', items: [{ state: 'produced' }] });
  });

  it('told as the act was spelled before a correction is made, and the bureau is told so', async () => {
    world.registry.match = { outcome: 'one', actId: 'act-1', formerly: ['familyName'] };
    const { reference } = await paidOrder(world, api);
    expect(await produce(reference)).toMatchObject({
      formerly: ['familyName'],
      order: { items: [{ state: 'produced' }] },
    });
  });

  it.each([
    [{ outcome: 'none', actId: '' }, 'validation-failed actId:not-found'],
    [{ outcome: 'several', actId: '' }, 'validation-failed actId:ambiguous'],
    [{ outcome: 'one', actId: 'act-1', contradictions: ['birthDate'] }, 'validation-failed actId:contradicted'],
  ])('with %j makes nothing, and says why', async (match, end) => {
    world.registry.match = match;
    const { reference } = await paidOrder(world, api);
    expect(await endOf(produce(reference))).toBe(end);
    expect((await stateOf(api, reference)).state).toBe('sent-to-bureau');
  });

  it('does not give out another bureau’s act', async () => {
    const { reference } = await paidOrder(world, api);
    expect(await endOf(produce(reference, 'i1', 'act-of-fes'))).toBe('validation-failed actId:other-bureau');
  });

  it('rejects with a reason that the person reads, and the price goes back, the envelope’s too when nothing is in it', async () => {
    const items = [item(), item({ kind: 'full-copy' })];
    const { reference, oid } = await paidOrder(world, api, { items });
    await reject(reference, 'i1');
    expect(await stateOf(api, reference)).toMatchObject({
      state: 'sent-to-bureau',
      items: [{ state: 'rejected', text: 'لا يطابق السجل' }, {}],
    });
    await reject(reference, 'i2');
    await until('refunded', async () => (await stateOf(api, reference)).state === 'refunded');
    const { refunds, total } = await stateOf(api, reference);
    expect(refunds.map(({ amount }) => amount)).toEqual([200, 500 + 1_800]);
    expect(await world.bankPayment(oid)).toMatchObject({
      refunds: 2,
      transactions: [{ state: 'captured', refunded: total }],
    });
    expect(await endOf(reject(reference, 'i1'))).toBe('command-not-allowed');
  });

  it('asks, is answered with a correction, and goes on', async () => {
    const { reference } = await paidOrder(world, api);
    await clerk.askComplement({ reference, itemId: 'i1', text: 'ما اسم الأب؟' }, none);
    expect(await stateOf(api, reference)).toMatchObject({ state: 'complement', items: [{ text: 'ما اسم الأب؟' }] });
    expect(await endOf(produce(reference))).toBe('command-not-allowed');
    const answer = { reference, itemId: 'i1', text: 'أحمد', corrected: item({ year: 1991, birthDate: '1991-02-01' }) };
    const bad = { ...answer, corrected: item({ birthDate: '1991-02-30' }) };
    expect(await endOf(api.answerComplement(bad, none))).toBe('validation-failed corrected.birthDate:format');
    await api.answerComplement(answer, none);
    const seen = await clerk.getBureauOrder({ reference, bureauId: sefrou }, none);
    expect(seen).toMatchObject({ contents: [{ year: 1991 }], answers: ['أحمد'] });
  });

  it('that nobody answers is rejected by time, and paid back', async () => {
    const { reference } = await paidOrder(world, api);
    await clerk.askComplement({ reference, itemId: 'i1', text: 'ما اسم الأب؟' }, none);
    await orderRows(world.mongo).updateOne({ reference }, { $set: { complementBy: new Date(1) } });
    await until('refunded', async () => (await stateOf(api, reference)).state === 'refunded');
    expect((await stateOf(api, reference)).refunds).toMatchObject([{ reason: 'complement-unanswered', amount: 2_000 }]);
  });
});

describe('the post', () => {
  it('gets an envelope with its documents alone, and its number leads to it', async () => {
    const { reference, number } = await posted();
    expect(number).toMatch(/^RR\d{9}MA$/);
    const { envelopes } = await world.envelopes();
    expect(envelopes.find(({ trackingNumber }) => trackingNumber === number)).toMatchObject({ grams: 15 });
    expect(await stateOf(api, reference)).toMatchObject({
      state: 'handed-to-post',
      consignments: [{ trackingNumber: number }],
    });
  });

  it('is not given what is not made', async () => {
    const { reference } = await paidOrder(world, api);
    expect(await endOf(clerk.handToPost({ reference, bureauId: sefrou }, none))).toBe('command-not-allowed');
  });

  it('out of reach is said, and changes nothing', async () => {
    const { reference } = await paidOrder(world, api);
    await produce(reference);
    await world.faults('post', 40);
    expect(await endOf(clerk.handToPost({ reference, bureauId: sefrou }, none))).toBe('unavailable');
    await world.faults('post', 0);
    expect((await stateOf(api, reference)).state).toBe('produced');
  });

  it('tells where it is; what comes late, twice or in words unknown to us moves nothing back', async () => {
    const { reference, number } = await posted();
    const told = async (status: string, state: string): Promise<void> => {
      await world.envelopeStatus(number, status);
      await until(state, async () => (await stateOf(api, reference)).state === state);
    };
    await told('accepted', 'on-its-way');
    await told('notice-left', 'notice-left');
    await world.envelopeStatus(number, 'lost-in-a-bag');
    await world.envelopeStatus(number, 'in-transit');
    await told('delivered', 'delivered');
    const kept = await until('kept', () => world.mongo.collection<{ _id: string }>('unknown_statuses').findOne({}));
    expect(kept._id).toBe(`${number}/lost-in-a-bag`);
    const steps = (await stateOf(api, reference)).steps.map(({ step }) => step);
    expect(steps.slice(-4)).toEqual(['handed-to-post', 'on-its-way', 'notice-left', 'delivered']);
  });

  it('brings back what nobody took: the person sees it and the bureau finds it in its list', async () => {
    const { reference, number } = await posted();
    await world.envelopeStatus(number, 'returned');
    await until('returned', async () => (await stateOf(api, reference)).state === 'returned');
    const { orders: back } = await clerk.listBureauOrders(
      { bureauId: sefrou, state: 'returned', cursor: '', limit: 0 },
      none,
    );
    expect(back.map((one) => one.reference)).toContain(reference);
  });
});

describe('what others learn', () => {
  it('notifications alone is told whom to tell', async () => {
    const { reference } = await paidOrder(world, api);
    const { _id: orderId } = await world.row(reference);
    const contact = await orders.as(notifications).getOrderContact({ orderId }, none);
    expect(contact).toMatchObject({ reference, language: 'ar', phone: '+212661987354', email: 'zoulikha@example.org' });
    expect(await endOf(clerk.getOrderContact({ orderId }, none))).toBe('forbidden');
    expect(await endOf(orders.as({ kind: 'service', service: 'sla' }).getOrderContact({ orderId }, none))).toBe(
      'forbidden',
    );
  });

  it('the journal has every step in order, and nobody’s name', async () => {
    const { reference } = await posted();
    const { _id, version } = await world.row(reference);
    const journal = await world.mongo
      .collection<{ type: string; version: number }>('events')
      .find({ aggregateId: _id })
      .toArray();
    const types = journal.sort((a, b) => a.version - b.version).map(({ type }) => type);
    const { placed, checkedOut, paid, sentToBureau, itemProduced, produced, handedToPost } = documentOrdersEvents;
    expect(types).toEqual(
      [placed, checkedOut, paid, sentToBureau, itemProduced, produced, handedToPost].map((one) => one.type),
    );
    expect(version).toBe(types.length);
    for (const name of ['events', 'orders', 'audit', 'payments', 'receipts', 'idempotency']) {
      expect(await world.stored(name)).not.toMatch(/زليخة|المسعودي|661987354|zoulikha@|CD987354/);
    }
    expect(orders.child.stdout()).not.toMatch(/زليخة|المسعودي|661987354|zoulikha@|CD987354/);
  });
});
