import { until } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { orderRows } from '../src/store/order-row.ts';
import { paymentRows } from '../src/store/payments.ts';
import {
  type Api,
  checkedOut,
  createWorld,
  endOf,
  item,
  type Orders,
  paidOrder,
  person,
  stateOf,
  type World,
} from './support/world.ts';

const none = { token: '' };
let world: World;
let orders: Orders;
let api: Api;
beforeAll(async () => {
  world = await createWorld();
  orders = await world.start();
  api = orders.as(person('zoulikha'));
}, 60_000);
afterAll(() => world.close());

const untilSettled = (oid: string) =>
  until('settled', async () => (await paymentRows(world.mongo).findOne({ _id: oid }))?.state === 'settled');
const receipts = () => world.mongo.collection<{ _id: string }>('receipts');

describe('a payment', () => {
  it('moves the order by the bank’s callback, is debited once, and has a number in the register', async () => {
    const { reference, form, oid } = await checkedOut(api);
    expect((await stateOf(api, reference)).state).toBe('awaiting-payment');
    expect(form.fields).toContainEqual({ name: 'amount', value: '20.00' });
    await world.pay(form, 'approve');
    const order = await stateOf(api, reference);
    expect(order).toMatchObject({ state: 'sent-to-bureau', total: 2_000, refunds: [] });
    expect(order.receipt?.number).toMatch(/^\d{4}\/\d{6}$/);
    expect(await world.bankPayment(oid)).toMatchObject({
      transactions: [{ state: 'captured', refunded: 0 }],
      callbacks: [{ code: '00', answer: 'ACTION=POSTAUTH' }],
    });
    await untilSettled(oid);
  });

  it('refused by the bank leaves the order waiting, and a second attempt pays it', async () => {
    const { reference, form, oid } = await checkedOut(api);
    await world.pay(form, 'refuse');
    expect(await world.bankPayment(oid)).toMatchObject({ callbacks: [{ code: '51', answer: 'APPROVED' }] });
    expect((await stateOf(api, reference)).state).toBe('awaiting-payment');
    const second = await api.startPayment({ reference }, none);
    await world.pay(second, 'approve');
    expect((await stateOf(api, reference)).state).toBe('sent-to-bureau');
  });

  it('told twice counts once', async () => {
    const { reference, form, oid } = await checkedOut(api);
    await world.pay(form, 'twice');
    const { version } = await stateOf(api, reference);
    await world.deliver(oid);
    const { callbacks } = await world.bankPayment(oid);
    expect(callbacks.map(({ answer }) => answer)).toEqual(Array(3).fill('ACTION=POSTAUTH'));
    expect(await stateOf(api, reference)).toMatchObject({ version, refunds: [] });
  });

  it('told many times at one moment counts once', async () => {
    const { reference, form, oid } = await checkedOut(api);
    await world.pay(form, 'late');
    await Promise.all(Array.from({ length: 12 }, () => world.deliver(oid)));
    expect((await world.row(reference)).received).toHaveLength(1);
    expect(await stateOf(api, reference)).toMatchObject({ state: 'sent-to-bureau', refunds: [] });
  });

  it('a refusal that comes after the approval takes nothing back', async () => {
    const { reference, form } = await checkedOut(api);
    await world.pay(form, 'reordered');
    expect((await stateOf(api, reference)).state).toBe('sent-to-bureau');
  });

  it('a forged callback changes nothing', async () => {
    const { reference, form, oid } = await checkedOut(api);
    await world.pay(form, 'forged');
    expect(await world.bankPayment(oid)).toMatchObject({ transactions: [], callbacks: [{ answer: 'FAILURE' }] });
    expect(await stateOf(api, reference)).toMatchObject({ state: 'awaiting-payment', refunds: [] });
    expect((await world.row(reference)).received).toEqual([]);
  });

  it('whose callback never comes is found in the bank’s books and debited', async () => {
    const { reference, form, oid } = await checkedOut(api);
    await world.pay(form, 'never');
    await until('paid', async () => (await stateOf(api, reference)).state === 'sent-to-bureau');
    await untilSettled(oid);
    expect(await world.bankPayment(oid)).toMatchObject({ transactions: [{ state: 'captured' }], callbacks: [] });
  });

  it('twice for one order: the second goes back, without a debit', async () => {
    const { reference, form, oid } = await checkedOut(api);
    await world.pay(form, 'double');
    await until('given back', async () => (await stateOf(api, reference)).refunds[0]?.state === 'done');
    expect(await world.bankPayment(oid)).toMatchObject({
      refunds: 1,
      transactions: [{ state: 'captured', refunded: 0 }, { state: 'voided' }],
      callbacks: [{ answer: 'ACTION=POSTAUTH' }, { answer: 'APPROVED' }],
    });
    expect(await stateOf(api, reference)).toMatchObject({
      state: 'sent-to-bureau',
      refunds: [{ reason: 'double-payment', amount: 2_000 }],
    });
    await untilSettled(oid);
  });

  it('on two pages that were both opened before: one is kept, one goes back', async () => {
    const { reference, form } = await checkedOut(api);
    const second = await api.startPayment({ reference }, none);
    await Promise.all([world.pay(form, 'approve'), world.pay(second, 'approve')]);
    await until('given back', async () => (await stateOf(api, reference)).refunds[0]?.state === 'done');
    const row = await world.row(reference);
    expect(row.received).toHaveLength(2);
    expect(row.refunds).toMatchObject([{ reason: 'double-payment', amount: 2_000 }]);
  });

  it('that comes after the end of its order goes back', async () => {
    const { reference, form, oid } = await checkedOut(api);
    await api.cancelOrder({ reference }, none);
    await world.pay(form, 'approve');
    await until('given back', async () => (await stateOf(api, reference)).refunds[0]?.state === 'done');
    expect(await stateOf(api, reference)).toMatchObject({ state: 'cancelled', refunds: [{ reason: 'late-payment' }] });
    expect(await world.bankPayment(oid)).toMatchObject({ refunds: 1, transactions: [{ state: 'voided' }] });
  });

  it('that comes after its order expired goes back', async () => {
    const { reference, form } = await checkedOut(api);
    await orderRows(world.mongo).updateOne({ reference }, { $set: { expiresAt: new Date(1) } });
    await until('expired', async () => (await stateOf(api, reference)).state === 'expired');
    await world.pay(form, 'approve');
    await until('given back', async () => (await stateOf(api, reference)).refunds[0]?.state === 'done');
    expect(await endOf(api.startPayment({ reference }, none))).toBe('command-not-allowed');
  });

  it('while the bank’s books are closed: refunds wait, and are made once', async () => {
    const { reference, form, oid } = await checkedOut(api);
    await api.cancelOrder({ reference }, none);
    await world.faults('bank', 12);
    await world.pay(form, 'approve');
    await until('given back', async () => (await stateOf(api, reference)).refunds[0]?.state === 'done');
    expect((await world.bankPayment(oid)).refunds).toBe(1);
  });

  it('numbers receipts without a gap, however many pay at one moment', async () => {
    const all = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const { reference, form } = await checkedOut(api, { items: [item({ copies: 2 })] });
        await world.pay(form, 'approve');
        return (await stateOf(api, reference)).receipt?.number ?? '';
      }),
    );
    expect(new Set(all).size).toBe(12);
    const numbers = (await receipts().find({}).sort({ _id: 1 }).toArray()).map(({ _id }) => Number(_id.split('/')[1]));
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => index + 1));
  });

  it('leaves nothing of a card with us', async () => {
    await paidOrder(world, api);
    for (const name of ['orders', 'payments', 'events', 'audit', 'receipts', 'idempotency']) {
      expect(await world.stored(name)).not.toMatch(/4000\*|maskedCreditCard|CARDBRAND|VISA/);
    }
    expect(orders.child.stdout()).not.toMatch(/4000\*|VISA/);
  });

  it('under a number that is not ours is not debited', async () => {
    const { reference, form, oid } = await checkedOut(api);
    await paymentRows(world.mongo).deleteOne({ _id: oid });
    await world.pay(form, 'approve');
    expect(await world.bankPayment(oid)).toMatchObject({
      transactions: [{ state: 'authorised' }],
      callbacks: [{ answer: 'FAILURE' }],
    });
    expect((await stateOf(api, reference)).state).toBe('awaiting-payment');
  });
});
