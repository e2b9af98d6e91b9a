import { AppError } from '@jamaa/kit';
import type {
  OrderComplementAsked,
  OrderHandedToPost,
  OrderItemRejected,
  OrderPaid,
  OrderRefunded,
  OrderSnapshot,
  OrderTracked,
} from '@jamaa/proto/document_orders/v1/document_orders';
import type { MessageDraft, Particulars } from './message.ts';
import type { Template } from './templates.ts';

/** What who ordered documents is told about an event of the order: one message or none. */
export const orderMessages = {
  paid: ({ order, amount }: OrderPaid) => draft('order-paid', order, { amount }),
  complementAsked: ({ order }: OrderComplementAsked) => draft('order-complement-asked', order),
  itemRejected: ({ order }: OrderItemRejected) => draft('order-item-rejected', order),
  refunded: ({ order, amount }: OrderRefunded) => draft('order-refunded', order, { amount }),
  handedToPost: ({ order, trackingNumber }: OrderHandedToPost) => draft('order-posted', order, { trackingNumber }),
  /** That it is on its way is no news after its number. */
  tracked({ order, status }: OrderTracked): MessageDraft | undefined {
    const template = arrivals.get(status);
    if (template === undefined) throw new RangeError(`unknown status of the post ${status}`);
    return template === 'none' ? undefined : draft(template, order);
  },
} as const;

const arrivals = new Map<string, Template | 'none'>([
  ['on-its-way', 'none'],
  ['notice-left', 'order-notice-left'],
  ['delivered', 'order-delivered'],
  ['returned', 'order-returned'],
]);

function draft(
  template: Template,
  order: OrderSnapshot | undefined,
  more: Partial<Pick<Particulars, 'amount' | 'trackingNumber'>> = {},
): MessageDraft {
  if (order === undefined) throw new AppError('validation-failed', 'the event carries no order');
  const { id, version, reference } = order;
  return { template, complaintId: id, version, recipient: { kind: 'orderer' }, particulars: { reference, ...more } };
}
