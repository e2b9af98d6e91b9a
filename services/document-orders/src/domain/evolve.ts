import type { Consignment, Item, Order, OrderEvent } from './order.ts';

const change = <T extends { readonly id: string }>(all: readonly T[], id: string, to: Partial<T>): readonly T[] =>
  all.map((one) => (one.id === id ? { ...one, ...to } : one));

const item = (order: Order, id: string, to: Partial<Item>): Order => ({ ...order, items: change(order.items, id, to) });

const consignment = (order: Order, id: string, to: Partial<Consignment>): Order => ({
  ...order,
  consignments: change(order.consignments, id, to),
});

/** An order after an event. Pure, total: every event that a decider made fits. */
export function evolve(order: Order, event: OrderEvent): Order {
  switch (event.type) {
    case 'placed':
    case 'revised': {
      const { type: _type, ...basket } = event;
      return { ...order, ...basket, stage: 'basket' };
    }
    case 'checkedOut':
      return { ...order, stage: 'awaiting-payment', attempts: order.attempts + 1, expiresAt: event.expiresAt };
    case 'cancelled':
    case 'expired': {
      const { expiresAt: _ended, ...rest } = order;
      return { ...rest, stage: event.type };
    }
    case 'paid': {
      const { expiresAt: _ended, ...rest } = order;
      return { ...rest, stage: 'paid', payment: event.receipt, received: [...order.received, event.receipt] };
    }
    case 'complementAsked':
      return item(order, event.item, { state: 'complement' });
    case 'complemented':
      return item(order, event.item, { state: 'ordered' });
    case 'itemRejected':
      return item(order, event.item, { state: 'rejected' });
    case 'itemProduced':
      return item(order, event.item, { state: 'produced', documentId: event.documentId });
    case 'handedToPost':
      return consignment(order, event.consignment, { posted: 'handed-to-post', trackingNumber: event.trackingNumber });
    case 'tracked':
      return consignment(order, event.consignment, { posted: event.status });
    case 'refundDue':
      return {
        ...order,
        refunds: [...order.refunds, event.refund],
        received: event.received === undefined ? order.received : [...order.received, event.received],
      };
    case 'refunded':
      return { ...order, refunds: change(order.refunds, event.refund, { state: 'done' }) };
    case 'erased':
      return { ...order, erased: true };
    case 'sentToBureau':
    case 'produced':
      return order;
    default:
      return event satisfies never;
  }
}
