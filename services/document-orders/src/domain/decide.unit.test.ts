import { describe, expect, it } from '@jest/globals';
import { basket, money } from '../../test/support/basket.ts';
import { type Command, decide } from './decide.ts';
import { evolve } from './evolve.ts';
import { keptOf, noOrder, type Order, type OrderEvent, orderState, receivedOf } from './order.ts';

const done = (order: Order, ...commands: Command[]): Order =>
  commands.reduce((now, command) => {
    const decision = decide(command, now);
    if ('refused' in decision) throw new Error(`${command.type}: ${decision.refused}`);
    return decision.events.reduce(evolve, now);
  }, order);
const eventsOf = (order: Order, command: Command): readonly OrderEvent['type'][] => {
  const decision = decide(command, order);
  if ('refused' in decision) throw new Error(decision.refused);
  return decision.events.map(({ type }) => type);
};

const inBasket = done(noOrder, { type: 'place', ...basket });
const waiting = done(inBasket, { type: 'check-out', expiresAt: new Date('2026-03-03T09:00:00Z') });
const paid = done(waiting, money('t1', 4_900));
const complement = done(paid, { type: 'ask-complement', item: 'i1' });
const produced = done(
  paid,
  { type: 'produce', item: 'i1', documentId: 'd1' },
  { type: 'produce', item: 'i2', documentId: 'd2' },
);
const posted = done(produced, { type: 'hand-to-post', consignment: 'c1', trackingNumber: 'RR123456785MA' });
const delivered = done(posted, { type: 'track', consignment: 'c1', status: 'delivered' });
const rejected = done(
  paid,
  ...['i1', 'i2', 'i3'].map((item) => ({ type: 'reject', item, reason: 'data-wrong' }) as const),
);
const cancelled = done(waiting, { type: 'cancel' });
const expired = done(waiting, { type: 'expire', at: new Date('2026-03-03T09:00:00Z') });

const states = { inBasket, waiting, paid, complement, produced, posted, delivered, rejected, cancelled, expired };
type StateName = keyof typeof states;

/** Where a command leads to events; everywhere else it is refused, or is so already (marked ·). */
const table: readonly (readonly [Command, Partial<Record<StateName, string>>])[] = [
  [{ type: 'revise', ...basket }, { inBasket: 'revised' }],
  [
    { type: 'check-out', expiresAt: new Date() },
    { inBasket: 'checkedOut', waiting: 'checkedOut' },
  ],
  [{ type: 'cancel' }, { inBasket: 'cancelled', waiting: 'cancelled', cancelled: '·' }],
  [
    { type: 'erase', rule: 'r' },
    { cancelled: 'erased', expired: 'erased' },
  ],
  [{ type: 'ask-complement', item: 'i1' }, { paid: 'complementAsked' }],
  [{ type: 'complement', item: 'i1' }, { complement: 'complemented' }],
  [
    { type: 'reject', item: 'i1', reason: 'act-not-found' },
    { paid: 'itemRejected refundDue', complement: 'itemRejected refundDue' },
  ],
  [
    { type: 'produce', item: 'i1', documentId: 'd1' },
    { paid: 'itemProduced', produced: '·', posted: '·', delivered: '·' },
  ],
  [
    { type: 'hand-to-post', consignment: 'c1', trackingNumber: 'RR123456785MA' },
    { produced: 'handedToPost', posted: '·', delivered: '·' },
  ],
  [
    { type: 'track', consignment: 'c1', status: 'on-its-way' },
    { posted: 'tracked', delivered: '·' },
  ],
];

describe('what each command does in each state', () => {
  for (const [command, ends] of table) {
    for (const name of Object.keys(states) as StateName[]) {
      const end = ends[name];
      it(`given ${name}, when ${command.type}, then ${end ?? 'refused'}`, () => {
        const decision = decide(command, states[name]);
        if (end === undefined) expect(decision).toHaveProperty('refused');
        else
          expect('events' in decision && decision.events.map(({ type }) => type).join(' ')).toBe(end.replace('·', ''));
      });
    }
  }
});

describe('the whole order in one word', () => {
  it.each([
    [inBasket, 'basket'],
    [waiting, 'awaiting-payment'],
    [paid, 'sent-to-bureau'],
    [complement, 'complement'],
    // The other bureau has not begun.
    [produced, 'sent-to-bureau'],
    [done(produced, { type: 'produce', item: 'i3', documentId: 'd3' }), 'produced'],
    [done(delivered, { type: 'reject', item: 'i3', reason: 'not-entitled' }), 'delivered'],
    [rejected, 'rejected'],
    [done(rejected, ...['r1', 'r2', 'r3'].map((refund) => ({ type: 'refund-done', refund }) as const)), 'refunded'],
  ])('%#: %j', (order, state) => expect(orderState(order)).toBe(state));
});

describe('money', () => {
  it('given an order that waits, when its exact price comes, then it is paid and each bureau has its part', () =>
    expect(eventsOf(waiting, money('t1', 4_900))).toEqual(['paid', 'sentToBureau', 'sentToBureau']));
  it('given paid, when the bank tells of the same transaction again, then nothing', () =>
    expect(eventsOf(paid, money('t1', 4_900))).toEqual([]));
  it.each([
    ['paid already', paid, 4_900, 'double-payment'],
    ['expired', expired, 4_900, 'late-payment'],
    ['cancelled', cancelled, 4_900, 'late-payment'],
    ['waiting, but another amount', waiting, 100, 'amount-differs'],
  ] as const)('given %s, when money comes, then all of it goes back', (_name, order, amount, reason) => {
    const after = done(order, money('t9', amount));
    expect(after.refunds).toEqual([{ id: 'r1', transaction: 't9', oid: 'o-t9', amount, reason, state: 'due' }]);
    expect(keptOf(after)).toBe(keptOf(order));
    expect(after.stage).toBe(order.stage);
  });
  it('a rejected document gives its price back; the last one of an envelope its postage too', () => {
    expect(done(paid, { type: 'reject', item: 'i3', reason: 'data-wrong' }).refunds[0]?.amount).toBe(500 + 1_800);
    const one = done(paid, { type: 'reject', item: 'i1', reason: 'data-wrong' });
    expect(one.refunds[0]?.amount).toBe(400);
    expect(done(one, { type: 'reject', item: 'i2', reason: 'data-wrong' }).refunds[1]?.amount).toBe(400 + 1_800);
    expect(keptOf(rejected)).toBe(0);
    expect(receivedOf(rejected)).toBe(4_900);
  });
  it('what is rejected after a double payment is given back out of the payment that was kept', () => {
    const twice = done(paid, money('t2', 4_900), { type: 'reject', item: 'i1', reason: 'data-wrong' });
    expect(twice.refunds.map(({ transaction, amount }) => [transaction, amount])).toEqual([
      ['t2', 4_900],
      ['t1', 400],
    ]);
  });
});

describe('the rest', () => {
  it('given an order before its end, when time has not come, then it stays', () =>
    expect(eventsOf(waiting, { type: 'expire', at: new Date('2026-03-03T08:59:59Z') })).toEqual([]));
  it('the rejection of the last open document makes the others whole', () => {
    const one = done(paid, { type: 'produce', item: 'i1', documentId: 'd1' });
    expect(eventsOf(one, { type: 'reject', item: 'i2', reason: 'data-wrong' })).toEqual([
      'itemRejected',
      'refundDue',
      'produced',
    ]);
  });
  it('the post tells late or twice: only what leads on is told', () => {
    expect(eventsOf(delivered, { type: 'track', consignment: 'c1', status: 'notice-left' })).toEqual([]);
    expect(decide({ type: 'track', consignment: 'c2', status: 'delivered' }, posted)).toHaveProperty('refused');
  });
  it('names what is not there', () => {
    expect(decide({ type: 'produce', item: 'i9', documentId: 'd' }, paid)).toHaveProperty('refused');
    expect(decide({ type: 'refund-done', refund: 'r9' }, paid)).toHaveProperty('refused');
    expect(decide({ type: 'hand-to-post', consignment: 'c9', trackingNumber: 'x' }, paid)).toHaveProperty('refused');
  });
});

describe('erasing', () => {
  const refunded = done(rejected, ...rejected.refunds.map(({ id }) => ({ type: 'refund-done', refund: id }) as const));
  it('waits until nothing is under way, money neither', () => {
    expect(decide({ type: 'erase', rule: 'r' }, rejected)).toHaveProperty('refused');
    expect(eventsOf(refunded, { type: 'erase', rule: 'r' })).toEqual(['erased']);
  });
  it('happens once, and leaves money as it was', () => {
    const erased = done(refunded, { type: 'erase', rule: 'r' });
    expect(decide({ type: 'erase', rule: 'r' }, erased)).toHaveProperty('refused');
    expect([receivedOf(erased), keptOf(erased)]).toEqual([receivedOf(refunded), keptOf(refunded)]);
    expect(eventsOf(erased, money('late', 4_900))).toEqual(['refundDue']);
  });
});
