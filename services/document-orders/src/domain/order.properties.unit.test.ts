import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { basket } from '../../test/support/basket.ts';
import { type Command, decide } from './decide.ts';
import { evolve } from './evolve.ts';
import { givenBackOf, itemsOf, keptOf, noOrder, type Order, receivedOf } from './order.ts';

const itemId = fc.constantFrom('i1', 'i2', 'i3', 'i4');
const consignment = fc.constantFrom('c1', 'c2');
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.constant<Command>({ type: 'check-out', expiresAt: new Date(50) }),
  fc.constant<Command>({ type: 'cancel' }),
  fc.integer({ min: 0, max: 100 }).map((ms): Command => ({ type: 'expire', at: new Date(ms) })),
  fc
    .record({ transaction: fc.constantFrom('t1', 't2', 't3'), amount: fc.constantFrom(4_900, 4_900, 100) })
    .map(({ transaction, amount }): Command => ({ type: 'receive', transaction, oid: `o${transaction}`, amount })),
  fc
    .tuple(fc.constantFrom('ask-complement' as const, 'complement' as const), itemId)
    .map(([type, item]) => ({ type, item })),
  itemId.map((item): Command => ({ type: 'reject', item, reason: 'data-wrong' })),
  itemId.map((item): Command => ({ type: 'produce', item, documentId: `d-${item}` })),
  consignment.map((one): Command => ({ type: 'hand-to-post', consignment: one, trackingNumber: `t-${one}` })),
  fc
    .tuple(consignment, fc.constantFrom('on-its-way', 'notice-left', 'delivered', 'returned'))
    .map(([one, status]): Command => ({ type: 'track', consignment: one, status })),
  fc.constantFrom('r1', 'r2', 'r3').map((refund): Command => ({ type: 'refund-done', refund })),
);

const apply = (order: Order, one: Command): Order => {
  const decision = decide(one, order);
  return 'refused' in decision ? order : decision.events.reduce(evolve, order);
};
const first = apply(noOrder, { type: 'place', ...basket });

/** What a paid order is worth, counted from its documents and not from its movements of money. */
const worth = (order: Order): number =>
  order.stage !== 'paid'
    ? 0
    : order.items.reduce((all, { price, state }) => all + (state === 'rejected' ? 0 : price), 0) +
      order.consignments.reduce(
        (all, one) => all + (itemsOf(order, one).every(({ state }) => state === 'rejected') ? 0 : one.postage),
        0,
      );

it('no money is lost or made: what was received is what is kept and what goes back, after every story', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40 }), (story) => {
      const order = story.reduce(apply, first);
      expect(receivedOf(order)).toBe(keptOf(order) + givenBackOf(order));
      expect(keptOf(order)).toBe(worth(order));
      for (const { transaction, amount } of order.received) {
        const back = order.refunds.filter((one) => one.transaction === transaction);
        expect(givenBackOf({ refunds: back })).toBeLessThanOrEqual(amount);
      }
    }),
    { numRuns: 2_000 },
  );
});

it('no command works twice: given again at once, it changes nothing', () => {
  const repeatable = (one: Command): boolean => one.type !== 'check-out';
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40 }), command.filter(repeatable), (story, last) => {
      const once = apply(story.reduce(apply, first), last);
      expect(apply(once, last)).toEqual(once);
    }),
    { numRuns: 2_000 },
  );
});

it('what the bank tells of in any order and any number of times is kept at most once', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40 }), (story) => {
      const order = story.reduce(apply, first);
      const kept = order.received.filter(
        ({ transaction }) =>
          !order.refunds.some(({ transaction: of, reason }) => of === transaction && !reason.startsWith('item')),
      );
      expect(kept.length).toBeLessThanOrEqual(1);
      expect(new Set(order.received.map(({ transaction }) => transaction)).size).toBe(order.received.length);
    }),
  );
});
