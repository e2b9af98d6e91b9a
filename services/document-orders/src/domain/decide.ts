import { evolve } from './evolve.ts';
import {
  type Basket,
  type Consignment,
  consignmentState,
  type Item,
  isOver,
  itemsOf,
  type Order,
  type OrderEvent,
  type Receipt,
  type Refund,
} from './order.ts';
import type { PostState, RefundReason, Rejection } from './vocabulary.ts';

export type Command =
  | ({ readonly type: 'place' | 'revise' } & Basket)
  | { readonly type: 'check-out'; readonly expiresAt: Date }
  | { readonly type: 'cancel' }
  | { readonly type: 'expire'; readonly at: Date }
  /** The bank holds money for this order: verified, whether we wanted it or not. */
  | ({ readonly type: 'receive' } & Receipt)
  | { readonly type: 'ask-complement' | 'complement'; readonly item: string }
  | { readonly type: 'reject'; readonly item: string; readonly reason: Rejection | 'complement-unanswered' }
  | { readonly type: 'produce'; readonly item: string; readonly documentId: string }
  | { readonly type: 'hand-to-post'; readonly consignment: string; readonly trackingNumber: string }
  | { readonly type: 'track'; readonly consignment: string; readonly status: PostState }
  | { readonly type: 'refund-done'; readonly refund: string }
  | { readonly type: 'erase'; readonly rule: string };

/** No events: what the command asks for is so already. */
export type Decision = { readonly events: readonly OrderEvent[] } | { readonly refused: string };

const nothing: Decision = { events: [] };
const refused = (why: string): Decision => ({ refused: why });
const unpaid = ({ stage }: Order): boolean => stage === 'basket' || stage === 'awaiting-payment';

/** What a command does to an order, or why it does nothing. Pure. */
export function decide(command: Command, order: Order): Decision {
  switch (command.type) {
    case 'place': {
      const { type: _type, ...basket } = command;
      return { events: [{ type: 'placed', ...basket }] };
    }
    case 'revise': {
      if (order.stage !== 'basket') return refused('only a basket can be changed');
      const { type: _type, ...basket } = command;
      return { events: [{ type: 'revised', ...basket }] };
    }
    case 'check-out':
      if (!unpaid(order)) return refused('this order is not to be paid');
      return { events: [{ type: 'checkedOut', expiresAt: command.expiresAt }] };
    case 'cancel':
      if (order.stage === 'cancelled') return nothing;
      return unpaid(order) ? { events: [{ type: 'cancelled' }] } : refused('only an unpaid order can be cancelled');
    case 'expire':
      if (!unpaid(order) || order.expiresAt === undefined || order.expiresAt > command.at) return nothing;
      return { events: [{ type: 'expired' }] };
    case 'receive':
      return receive(command, order);
    case 'refund-done': {
      const refund = order.refunds.find(({ id }) => id === command.refund);
      if (refund === undefined) return refused('no such refund');
      return refund.state === 'done' ? nothing : { events: [{ type: 'refunded', refund: refund.id }] };
    }
    case 'erase':
      if (order.erased === true) return refused('what was told of this order is erased already');
      if (!isOver(order)) return refused('this order is not over');
      return { events: [{ type: 'erased', rule: command.rule }] };
    case 'hand-to-post':
    case 'track':
      return withConsignment(command, order);
    default:
      return withItem(command, order);
  }
}

/** Money is kept once, for an order that waits for it, in its exact amount. All other money goes back whole. */
function receive({ type: _type, ...receipt }: Extract<Command, { type: 'receive' }>, order: Order): Decision {
  if (order.received.some(({ transaction }) => transaction === receipt.transaction)) return nothing;
  const wrong = wrongMoney(receipt, order);
  if (wrong !== undefined)
    return {
      events: [{ type: 'refundDue', refund: refundOf(order, receipt, receipt.amount, wrong), received: receipt }],
    };
  const sent = order.consignments.map(({ id }): OrderEvent => ({ type: 'sentToBureau', consignment: id }));
  return { events: [{ type: 'paid', receipt }, ...sent] };
}

function wrongMoney({ amount }: Receipt, { stage, total }: Order): RefundReason | undefined {
  if (stage === 'paid') return 'double-payment';
  if (stage !== 'awaiting-payment') return 'late-payment';
  return amount === total ? undefined : 'amount-differs';
}

const refundOf = (order: Order, { transaction, oid }: Receipt, amount: number, reason: RefundReason): Refund => ({
  id: `r${order.refunds.length + 1}`,
  transaction,
  oid,
  amount,
  reason,
  state: 'due',
});

type ItemCommand = Extract<Command, { readonly item: string }>;

function withItem(command: ItemCommand, order: Order): Decision {
  if (order.stage !== 'paid') return refused('this order is not paid');
  const item = order.items.find(({ id }) => id === command.item);
  const consignment = order.consignments.find(({ bureau }) => bureau === item?.bureau);
  if (item === undefined || consignment === undefined) return refused('no such document in this order');
  const { state } = item;
  switch (command.type) {
    case 'ask-complement':
      if (state !== 'ordered') return refused('nothing can be asked about this document any more');
      return { events: [{ type: 'complementAsked', item: item.id }] };
    case 'complement':
      if (state !== 'complement') return refused('nothing was asked about this document');
      return { events: [{ type: 'complemented', item: item.id }] };
    case 'reject':
      if (state !== 'ordered' && state !== 'complement') return refused('this document is decided already');
      return reject(command, order, item, consignment);
    case 'produce': {
      if (state === 'produced' && item.documentId === command.documentId) return nothing;
      if (state !== 'ordered') return refused('this document is decided already, or waits for an answer');
      const { documentId } = command;
      return whole(order, consignment, [{ type: 'itemProduced', item: item.id, documentId }]);
    }
    default:
      return command satisfies never;
  }
}

/** A document that is not made is not paid for; nor is an envelope into which nothing comes. */
function reject(
  { reason }: Extract<Command, { type: 'reject' }>,
  order: Order,
  item: Item,
  consignment: Consignment,
): Decision {
  if (order.payment === undefined) return refused('this order has no payment');
  const empty = itemsOf(order, consignment).every((one) => one.id === item.id || one.state === 'rejected');
  const amount = item.price + (empty ? consignment.postage : 0);
  const why = reason === 'complement-unanswered' ? reason : 'item-rejected';
  return whole(order, consignment, [
    { type: 'itemRejected', item: item.id, reason },
    { type: 'refundDue', refund: refundOf(order, order.payment, amount, why) },
  ]);
}

/** With the last document decided, what the bureau has made is whole. */
function whole(order: Order, consignment: Consignment, events: readonly OrderEvent[]): Decision {
  const after = events.reduce(evolve, order);
  return consignmentState(after, consignment) === 'produced'
    ? { events: [...events, { type: 'produced', consignment: consignment.id }] }
    : { events };
}

function withConsignment(command: Extract<Command, { readonly consignment: string }>, order: Order): Decision {
  const consignment = order.consignments.find(({ id }) => id === command.consignment);
  if (order.stage !== 'paid' || consignment === undefined) return refused('no such consignment');
  const state = consignmentState(order, consignment);
  if (command.type === 'hand-to-post') {
    if (consignment.trackingNumber === command.trackingNumber) return nothing;
    if (state !== 'produced') return refused('its documents are not all made, or the post has it already');
    const { trackingNumber } = command;
    return { events: [{ type: 'handedToPost', consignment: consignment.id, trackingNumber }] };
  }
  if (consignment.posted === undefined) return refused('the post does not have it');
  return furtherOn(consignment.posted, command.status)
    ? { events: [{ type: 'tracked', consignment: consignment.id, status: command.status }] }
    : nothing;
}

const rank = { 'handed-to-post': 0, 'on-its-way': 1, 'notice-left': 2, delivered: 3, returned: 3 } as const;

/** The post's news may come late or twice: only what leads on is told. */
const furtherOn = (from: keyof typeof rank, to: PostState): boolean => rank[to] > rank[from];
