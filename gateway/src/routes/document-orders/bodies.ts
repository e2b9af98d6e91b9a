import type {
  BureauOrder,
  Consignment,
  Order,
  OrderedItem,
  OrderItem,
  Delivery as WireDelivery,
} from '@jamaa/proto/document_orders/v1/document_orders';
import type { z } from 'zod';
import type { bureauOrder, deliveryShape, itemBody, itemShape, order, toldBody } from './shapes.ts';

const some = (text: string): string | undefined => (text === '' ? undefined : text);

/** What was sent, as the service takes it. */
export const itemMessage = (item: z.infer<typeof itemShape>): OrderItem => ({
  ...item,
  number: item.number ?? 0,
  nationalId: item.nationalId ?? '',
  mandate: item.mandate ?? '',
});

export const deliveryMessage = (delivery: z.infer<typeof deliveryShape>): WireDelivery => ({
  ...delivery,
  country: delivery.country.toUpperCase(),
});

const item = (one: OrderedItem): z.infer<typeof itemBody> => {
  const { text, documentId, state, ...rest } = one;
  return { ...rest, state: state as 'ordered', message: some(text), documentId: some(documentId) };
};

const consignment = (one: Consignment) => ({
  id: one.id,
  bureauId: one.bureauId,
  state: some(one.state),
  postage: one.postage,
  trackingNumber: some(one.trackingNumber),
  since: one.since?.toISOString(),
});

export const actBody = (one: OrderItem): z.infer<typeof toldBody> => ({
  ...one,
  actKind: one.actKind as 'birth',
  relation: one.relation as 'self',
  number: one.number === 0 ? undefined : one.number,
  nationalId: some(one.nationalId),
  mandate: some(one.mandate),
});

export function orderBody(found: Order | undefined): z.infer<typeof order> {
  if (found?.delivery === undefined) throw new Error('document-orders answered no order');
  const { receipt } = found;
  return {
    reference: found.reference,
    status: found.state as z.infer<typeof order>['status'],
    version: found.version,
    language: found.language,
    items: found.items.map(item),
    consignments: found.consignments.map(consignment),
    total: found.total,
    currency: 'MAD',
    refunds: found.refunds.map(({ id, amount, reason, state }) => ({ id, amount, reason, state: state as 'due' })),
    ...(receipt === undefined
      ? {}
      : { receipt: { number: receipt.number, amount: receipt.amount, at: receipt.at?.toISOString() ?? '' } }),
    createdAt: found.createdAt?.toISOString() ?? '',
    updatedAt: found.updatedAt?.toISOString() ?? '',
    expiresAt: found.expiresAt?.toISOString(),
    steps: found.steps.map(({ step, at, consignment: of, item: about }) => ({
      step,
      at: at?.toISOString() ?? '',
      consignment: some(of),
      item: some(about),
    })),
    contents: found.contents.map(actBody),
    delivery: found.delivery,
  };
}

/** With the ETag that a change of the basket has to name. */
export const orderAnswer = (found: Order | undefined, status = 200) => {
  const body = orderBody(found);
  return { status, body, headers: { ETag: `"v${body.version}"` } };
};

export function bureauBody(found: BureauOrder | undefined): z.infer<typeof bureauOrder> {
  if (found?.consignment === undefined) throw new Error('document-orders answered no order');
  return {
    reference: found.reference,
    version: found.version,
    consignment: consignment(found.consignment),
    items: found.items.map(item),
    paidAt: found.paidAt?.toISOString(),
  };
}
