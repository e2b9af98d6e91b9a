import { type EncodedEvent, encodeEvent } from '@jamaa/kit';
import { documentOrdersEvents as kinds } from '@jamaa/proto/catalog';
import { itemsOf, type Order, type OrderEvent, orderState } from '../domain/order.ts';

interface Head {
  readonly _id: string;
  readonly reference: string;
  readonly version: number;
}

/** An event for the journal, with the order as it is after it. Nothing personal. */
export function encodeOrderEvent({ _id, reference, version }: Head, after: Order, event: OrderEvent): EncodedEvent {
  const order = { id: _id, reference, version, state: orderState(after), total: after.total };
  const ofItem = (id: string) => {
    const bureau = after.items.find((one) => one.id === id)?.bureau;
    const found = after.consignments.find((one) => one.bureau === bureau);
    return { order, item: id, consignment: found?.id ?? '', bureauId: bureau ?? '' };
  };
  const ofConsignment = (id: string) => ({
    order,
    consignment: id,
    bureauId: after.consignments.find((one) => one.id === id)?.bureau ?? '',
  });
  const { type } = event;
  switch (type) {
    case 'placed':
    case 'revised':
    case 'checkedOut':
    case 'cancelled':
    case 'expired':
      return encodeEvent(kinds[type], { order });
    case 'paid':
      return encodeEvent(kinds.paid, { order, amount: event.receipt.amount });
    case 'sentToBureau':
    case 'produced':
      return encodeEvent(kinds[type], ofConsignment(event.consignment));
    case 'complementAsked':
    case 'complemented':
      return encodeEvent(kinds[type], ofItem(event.item));
    case 'itemRejected':
      return encodeEvent(kinds.itemRejected, {
        ...ofItem(event.item),
        reason: event.reason,
        consignmentOver: isDecided(after, event.item),
      });
    case 'itemProduced':
      return encodeEvent(kinds.itemProduced, { ...ofItem(event.item), documentId: event.documentId });
    case 'handedToPost': {
      const { trackingNumber } = event;
      return encodeEvent(kinds.handedToPost, {
        ...ofConsignment(event.consignment),
        trackingNumber,
        abroad: after.abroad,
      });
    }
    case 'tracked':
      return encodeEvent(kinds.tracked, { ...ofConsignment(event.consignment), status: event.status });
    case 'erased':
      return encodeEvent(kinds.erased, { order, rule: event.rule });
    case 'refundDue': {
      const { id: refund, amount, reason } = event.refund;
      return encodeEvent(kinds.refundDue, { order, refund, amount, reason });
    }
    case 'refunded': {
      const { amount = 0, reason = '' } = after.refunds.find(({ id }) => id === event.refund) ?? {};
      return encodeEvent(kinds.refunded, { order, refund: event.refund, amount, reason });
    }
    default:
      return type satisfies never;
  }
}

/** Whether nothing is left of the consignment that a document belongs to. */
function isDecided(order: Order, item: string): boolean {
  const bureau = order.items.find(({ id }) => id === item)?.bureau ?? '';
  return itemsOf(order, { bureau }).every(({ state }) => state === 'rejected');
}
