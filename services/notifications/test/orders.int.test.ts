import { newId } from '@jamaa/kit';
import { documentOrdersEvents } from '@jamaa/proto/catalog';
import {
  GetOrderContactResponse,
  OrderComplementAsked,
  OrderHandedToPost,
  OrderPaid,
} from '@jamaa/proto/document_orders/v1/document_orders';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
  await world.serve();
});
afterAll(() => world.close());

const ordered = (language: string) => {
  const id = newId();
  const reference = `D-03-26-${id.slice(-6).toUpperCase()}-C`;
  const email = `orders.${id.slice(-8)}@courriel.example`;
  const phone = `+2126${String(Number.parseInt(id.slice(-7), 16) % 100_000_000).padStart(8, '0')}`;
  const contact = { reference, language, name: 'أمينة برادة', phone, email };
  world.orders.contacts.set(id, GetOrderContactResponse.fromPartial(contact));
  return { id, email, phone, order: { id, reference, version: 1, state: 'sent-to-bureau', total: 2_050 } };
};

it('who ordered documents is told of the payment and of the number of the envelope, in their language', async () => {
  const { id, email, order } = ordered('fr');
  await world.orders.publish(id, [documentOrdersEvents.paid, OrderPaid.fromPartial({ order, amount: 2_050 })]);
  const posted = OrderHandedToPost.fromPartial({ order, consignment: 'c1', trackingNumber: 'RR123456785MA' });
  await world.orders.publish(id, [documentOrdersEvents.handedToPost, posted]);
  const rows = await world.settled(id, 2);
  expect(rows.map(({ state, channel }) => [state, channel])).toEqual(Array(2).fill(['sent', 'email']));
  const texts = (await world.mailbox.to(email)).map(({ text }) => text).join();
  for (const part of [order.reference, '20,50 dirhams', 'RR123456785MA']) expect(texts).toContain(part);
  expect(JSON.stringify(rows)).not.toMatch(/برادة|courriel/);
});

it('a question with a delay goes every way, in Arabic', async () => {
  const { id, email, phone, order } = ordered('ar');
  await world.orders.publish(id, [documentOrdersEvents.complementAsked, OrderComplementAsked.fromPartial({ order })]);
  await world.settled(id, 2);
  const [[mail], [sms]] = [await world.mailbox.to(email), await world.mailbox.to(phone)];
  expect(mail?.text).toContain('ثلاثين يوما');
  expect(sms?.text).toContain(order.reference);
});
