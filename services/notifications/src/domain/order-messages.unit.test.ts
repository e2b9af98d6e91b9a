import {
  OrderComplementAsked,
  OrderHandedToPost,
  OrderItemRejected,
  OrderPaid,
  OrderRefunded,
  OrderTracked,
} from '@jamaa/proto/document_orders/v1/document_orders';
import { expect, it } from '@jest/globals';
import { orderMessages } from './order-messages.ts';

const order = { id: 'order-1', reference: 'D-03-26-7K3Q9M-C', version: 4, state: 'sent-to-bureau', total: 2_000 };

it.each([
  ['order-paid', orderMessages.paid(OrderPaid.fromPartial({ order, amount: 2_000 })), { amount: 2_000 }],
  ['order-complement-asked', orderMessages.complementAsked(OrderComplementAsked.fromPartial({ order })), {}],
  ['order-item-rejected', orderMessages.itemRejected(OrderItemRejected.fromPartial({ order })), {}],
  ['order-refunded', orderMessages.refunded(OrderRefunded.fromPartial({ order, amount: 200 })), { amount: 200 }],
  [
    'order-posted',
    orderMessages.handedToPost(OrderHandedToPost.fromPartial({ order, trackingNumber: 'RR123456785MA' })),
    { trackingNumber: 'RR123456785MA' },
  ],
  ['order-notice-left', orderMessages.tracked(OrderTracked.fromPartial({ order, status: 'notice-left' })), {}],
  ['order-delivered', orderMessages.tracked(OrderTracked.fromPartial({ order, status: 'delivered' })), {}],
  ['order-returned', orderMessages.tracked(OrderTracked.fromPartial({ order, status: 'returned' })), {}],
])('%s goes to who ordered', (template, draft, particulars) => {
  expect(draft).toEqual({
    template,
    complaintId: 'order-1',
    version: 4,
    recipient: { kind: 'orderer' },
    particulars: { reference: order.reference, ...particulars },
  });
});

it('that an envelope is on its way disturbs nobody; an unknown status is no message', () => {
  expect(orderMessages.tracked(OrderTracked.fromPartial({ order, status: 'on-its-way' }))).toBeUndefined();
  expect(() => orderMessages.tracked(OrderTracked.fromPartial({ order, status: 'lost' }))).toThrow(RangeError);
  expect(() => orderMessages.paid(OrderPaid.fromPartial({}))).toThrow('the event carries no order');
});
