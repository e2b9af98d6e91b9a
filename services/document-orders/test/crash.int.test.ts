import { until } from '@jamaa/kit/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { paymentRows } from '../src/store/payments.ts';
import { sefrou } from './support/peers.ts';
import {
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
const me = person('zoulikha');
const clerk = person('registrar-sefrou');
let world: World;
beforeAll(async () => {
  world = await createWorld();
}, 60_000);
afterAll(() => world.close());

/** Each crash test asserts that it was the failpoint that killed. */
const killedAt = async ({ child }: Orders, name: string): Promise<void> => {
  expect(await child.ended()).toMatchObject({ signal: 'SIGKILL' });
  expect(child.stderr()).toContain(`failpoint hit: ${name}`);
};

it('killed between the payment and the answer to the bank: paid once, and debited although the bank heard nothing', async () => {
  const doomed = await world.start({ FAILPOINTS: 'document-orders.after-receive' });
  const { reference, form, oid } = await checkedOut(doomed.as(me));
  await world.pay(form, 'approve');
  await killedAt(doomed, 'document-orders.after-receive');
  expect(await world.bankPayment(oid)).toMatchObject({ transactions: [{ state: 'authorised' }] });
  const next = await world.start();
  await until('settled', async () => (await paymentRows(world.mongo).findOne({ _id: oid }))?.state === 'settled');
  expect(await world.bankPayment(oid)).toMatchObject({
    transactions: [{ state: 'captured', refunded: 0 }],
    refunds: 0,
  });
  expect((await world.row(reference)).received).toHaveLength(1);
  expect((await stateOf(next.as(me), reference)).state).toBe('sent-to-bureau');
  await next.child.kill();
});

it.each([
  ['of a whole payment', 'voided', 0],
  ['of a part', 'captured', 200],
] as const)(
  'killed between a refund %s at the bank and its record: it is made once, and recorded',
  async (what, state, back) => {
    const doomed = await world.start({ FAILPOINTS: 'document-orders.after-refund' });
    const api = doomed.as(me);
    const items = [item(), item({ kind: 'full-copy' })];
    const { reference, form, oid } = await checkedOut(api, { items });
    if (what === 'of a whole payment') {
      await api.cancelOrder({ reference }, none);
      await world.pay(form, 'approve');
    } else {
      await world.pay(form, 'approve');
      await doomed
        .as(clerk)
        .rejectItem({ reference, itemId: 'i1', reason: 'data-wrong', text: 'لا يطابق' }, none)
        .catch(endOf);
    }
    await killedAt(doomed, 'document-orders.after-refund');
    expect((await world.row(reference)).refunds).toMatchObject([{ state: 'due' }]);
    const next = await world.start();
    await until('recorded', async () => (await stateOf(next.as(me), reference)).refunds[0]?.state === 'done');
    expect(await world.bankPayment(oid)).toMatchObject({ refunds: 1, transactions: [{ state, refunded: back }] });
    await next.child.kill();
  },
);

it('killed between the post’s number and its record: the envelope keeps its number', async () => {
  const doomed = await world.start({ FAILPOINTS: 'document-orders.after-announce' });
  const { reference } = await paidOrder(world, doomed.as(me));
  await doomed.as(clerk).produceItem({ reference, itemId: 'i1', actId: '' }, none);
  expect(await endOf(doomed.as(clerk).handToPost({ reference, bureauId: sefrou }, none))).not.toBe('ok');
  await killedAt(doomed, 'document-orders.after-announce');
  const next = await world.start();
  const { order } = await next.as(clerk).handToPost({ reference, bureauId: sefrou }, none);
  const { envelopes } = await world.envelopes();
  const ours = envelopes.filter(({ key }) => key.startsWith(reference));
  expect(ours.map(({ trackingNumber }) => trackingNumber)).toEqual([order?.consignment?.trackingNumber]);
  await next.child.kill();
});

it('killed between the post’s news and the cursor: they are read again, and told once', async () => {
  const first = await world.start();
  const { reference } = await paidOrder(world, first.as(me));
  await first.as(clerk).produceItem({ reference, itemId: 'i1', actId: '' }, none);
  const { order } = await first.as(clerk).handToPost({ reference, bureauId: sefrou }, none);
  await first.child.kill();
  await world.envelopeStatus(order?.consignment?.trackingNumber ?? '', 'delivered');
  const doomed = await world.start({ FAILPOINTS: 'document-orders.before-cursor' });
  await killedAt(doomed, 'document-orders.before-cursor');
  const next = await world.start();
  await until(
    'read to the end',
    async () => (await world.mongo.collection('tracking').findOne({}))?.['cursor'] === '1',
  );
  const steps = (await stateOf(next.as(me), reference)).steps.filter(({ step }) => step === 'delivered');
  expect(steps).toHaveLength(1);
});
