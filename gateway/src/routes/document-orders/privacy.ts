import { z } from 'zod';
import { route } from '../../http/route.ts';
import { deletionAnswers, deletionBody, deletionQuery, erasureRequest } from '../deletion-rows.ts';
import { problem } from '../schemas.ts';
import { orderBody } from './bodies.ts';
import { badField, order, orderReference } from './shapes.ts';

const common = { tag: 'privacy', access: 'signed-in' } as const;

const exported = z
  .object({
    order,
    applicantNationalId: z.string(),
    seen: z
      .array(z.object({ at: z.iso.datetime(), bureau: z.string() }))
      .meta({ description: 'When and by which bureau what was told was looked at' }),
  })
  .meta({ id: 'ExportedDocumentOrder' });

export const exportMyOrders = route({
  ...common,
  method: 'post',
  path: '/v1/me/document-orders/data-export',
  operationId: 'exportMyDocumentOrders',
  summary: 'Everything held about the orders of the signed-in person, page by page; each export goes on record',
  quota: 'write',
  body: z.strictObject({ cursor: z.string().max(60).optional() }),
  answers: {
    200: {
      description: 'A page of 20 orders, newest first',
      schema: z.object({ version: z.literal(1), orders: z.array(exported), nextCursor: z.string().optional() }),
    },
    ...badField,
  },
  async handle({ body, services }) {
    const { orders, nextCursor } = await services['document-orders'].exportOrders({ cursor: body.cursor ?? '' });
    const told = orders.map(({ order: one, applicantNationalId, looks }) => ({
      order: orderBody(one),
      applicantNationalId,
      seen: looks.map(({ at, bureauId }) => ({ at: at?.toISOString() ?? '', bureau: bureauId })),
    }));
    return { status: 200, body: { version: 1, orders: told, nextCursor: nextCursor || undefined } };
  },
});

export const eraseOrder = route({
  ...common,
  method: 'post',
  path: '/v1/document-orders/{reference}/erase',
  operationId: 'eraseDocumentOrder',
  summary: 'Erase what was told with an order that is over; cannot be undone, and stands in the deletion register',
  quota: 'write',
  params: z.object({ reference: orderReference }),
  body: erasureRequest,
  answers: {
    200: {
      description: 'Erased, and the number of its row in the deletion register',
      schema: z.object({ reference: z.string(), erasure: z.int() }),
    },
    404: { description: 'No such order, or not of bureaux of this administrator’s territory', schema: problem },
    409: { description: 'The order is not over, or is erased already', schema: problem },
    ...badField,
  },
  async handle({ params: { reference }, body: { reason, legalBasis }, services }) {
    const request = { reference, reasonCode: reason, legalBasis };
    const erased = await services['document-orders'].eraseOrder(request);
    return { status: 200, body: { reference: erased.reference, erasure: Number(erased.number) } };
  },
});

export const orderDeletionRegister = route({
  ...common,
  method: 'get',
  path: '/v1/document-orders/deletion-register',
  operationId: 'documentOrderDeletionRegister',
  summary: 'The deletion register of document orders, oldest first; for auditors and administrators',
  quota: 'read',
  query: deletionQuery,
  answers: deletionAnswers,
  async handle({ query, services }) {
    const request = { after: BigInt(query.after ?? 0), limit: query.limit ?? 0 };
    return { status: 200, body: deletionBody(await services['document-orders'].listErasures(request)) };
  },
});
