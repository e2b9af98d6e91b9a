import { Order } from '@jamaa/proto/document_orders/v1/document_orders';
import { consignmentState, orderState } from '../domain/order.ts';
import type { OrderRow, Told } from '../store/order-row.ts';

export const CURRENCY = 'MAD';

export const itemMessages = (row: OrderRow, told: Told) =>
  row.items.map(({ id, kind, bureau, copies, price, state, documentId }) => ({
    id,
    kind,
    bureauId: bureau,
    copies,
    price,
    state,
    documentId: documentId ?? '',
    text: told.words[id]?.bureau ?? '',
  }));

const lastStep = (row: OrderRow, consignment: string): Date | undefined =>
  row.steps.findLast((step) => step.consignment === consignment)?.at;

export const consignmentMessages = (row: OrderRow) =>
  row.consignments.map((one) => {
    const since = lastStep(row, one.id);
    return {
      id: one.id,
      bureauId: one.bureau,
      state: row.stage === 'paid' ? consignmentState(row, one) : '',
      postage: one.postage,
      trackingNumber: one.trackingNumber ?? '',
      ...(since === undefined ? {} : { since }),
    };
  });

/** An order as its person sees it. */
export function orderMessage(row: OrderRow, told: Told): Order {
  const { reference, version, language, total, refunds, receipt, createdAt, updatedAt, expiresAt, steps } = row;
  return Order.fromPartial({
    reference,
    state: orderState(row),
    version,
    language,
    items: itemMessages(row, told),
    consignments: consignmentMessages(row),
    total,
    currency: CURRENCY,
    refunds: refunds.map(({ id, amount, reason, state }) => ({ id, amount, reason, state })),
    ...(receipt === undefined ? {} : { receipt: { ...receipt, amount: row.payment?.amount ?? 0 } }),
    createdAt,
    updatedAt,
    ...(expiresAt === undefined ? {} : { expiresAt }),
    steps: [...steps],
    contents: [...told.acts],
    delivery: { ...told.delivery, lines: [...told.delivery.lines] },
  });
}
