import { z } from 'zod';
import { route } from '../../http/route.ts';
import { seenVersion } from '../../http/seen-version.ts';
import { problem } from '../schemas.ts';
import { deliveryMessage, itemMessage, orderAnswer, orderBody } from './bodies.ts';
import {
  actShape,
  badField,
  badState,
  deliveryShape,
  idempotencyHeader,
  itemShape,
  notThere,
  order,
  orderReference,
} from './shapes.ts';

const common = { tag: 'document orders', access: 'signed-in' } as const;
const params = z.object({ reference: orderReference });
const items = z.array(itemShape).min(1).max(20);

export const placeOrder = route({
  ...common,
  method: 'post',
  path: '/v1/document-orders',
  operationId: 'placeDocumentOrder',
  summary: 'Put documents into a basket, with their price',
  quota: 'file',
  headers: idempotencyHeader,
  body: z
    .strictObject({
      language: z.enum(['ar', 'fr']).default('ar'),
      applicantNationalId: z.string().max(20).meta({ description: 'National card of who orders', example: 'CD123456' }),
      items,
      delivery: deliveryShape,
    })
    .meta({ id: 'NewDocumentOrder' }),
  answers: { 201: { description: 'The basket', schema: order }, ...badField },
  async handle({ body, services, header }) {
    const { order: placed } = await services['document-orders'].placeOrder({
      idempotencyKey: header('idempotency-key'),
      language: body.language,
      applicantNationalId: body.applicantNationalId,
      items: body.items.map(itemMessage),
      delivery: deliveryMessage(body.delivery),
    });
    const answer = orderAnswer(placed, 201);
    return { ...answer, headers: { ...answer.headers, Location: `/v1/document-orders/${answer.body.reference}` } };
  },
});

export const listOrders = route({
  ...common,
  method: 'get',
  path: '/v1/document-orders',
  operationId: 'listDocumentOrders',
  summary: 'The caller’s own orders, newest first',
  quota: 'read',
  query: z.strictObject({
    cursor: z.string().max(60).default(''),
    limit: z.coerce.number().int().min(1).max(50).default(20),
  }),
  answers: {
    200: { description: 'A page', schema: z.object({ orders: z.array(order), nextCursor: z.string().optional() }) },
    ...badField,
  },
  async handle({ query, services }) {
    const { orders, nextCursor } = await services['document-orders'].listOrders(query);
    return { status: 200, body: { orders: orders.map(orderBody), nextCursor: nextCursor || undefined } };
  },
});

export const getOrder = route({
  ...common,
  method: 'get',
  path: '/v1/document-orders/{reference}',
  operationId: 'getDocumentOrder',
  summary: 'Follow an order: payment, bureaux, post with its tracking number',
  quota: 'read',
  params,
  answers: { 200: { description: 'The order', schema: order }, ...notThere },
  async handle({ params: { reference }, services }) {
    return orderAnswer((await services['document-orders'].getOrder({ reference })).order);
  },
});

export const getOrderReceipt = route({
  ...common,
  method: 'get',
  path: '/v1/document-orders/{reference}/receipt',
  operationId: 'getDocumentOrderReceipt',
  summary: 'The receipt of the payment as PDF, in Arabic or in French, for whoever ordered',
  quota: 'write',
  params,
  query: z.strictObject({ language: z.enum(['ar', 'fr']).optional() }),
  answers: { 200: { description: 'PDF/A', schema: z.string(), type: 'application/pdf' }, ...notThere, ...badState },
  async handle({ params: { reference }, query: { language = '' }, services }) {
    const { pdf, number } = await services['document-orders'].getReceipt({ reference, language });
    const name = `recu-${number.replaceAll('/', '-')}.pdf`;
    const headers = { 'Content-Disposition': `inline; filename="${name}"` };
    return { status: 200, body: Buffer.from(pdf), type: 'application/pdf', headers };
  },
});

export const reviseOrder = route({
  ...common,
  method: 'put',
  path: '/v1/document-orders/{reference}',
  operationId: 'reviseDocumentOrder',
  summary: 'Other contents of a basket, priced anew',
  quota: 'write',
  params,
  headers: z.object({ 'If-Match': z.string().max(20).meta({ example: '"v1"' }) }),
  body: z.strictObject({ items, delivery: deliveryShape }),
  answers: {
    200: { description: 'The basket', schema: order },
    ...notThere,
    ...badState,
    412: { description: 'It has changed meanwhile', schema: problem },
    ...badField,
  },
  async handle({ params: { reference }, body, services, header }) {
    const expectedVersion = seenVersion(header('if-match'));
    const { order: revised } = await services['document-orders'].reviseOrder({
      reference,
      expectedVersion,
      items: body.items.map(itemMessage),
      delivery: deliveryMessage(body.delivery),
    });
    return orderAnswer(revised);
  },
});

export const cancelOrder = route({
  ...common,
  method: 'post',
  path: '/v1/document-orders/{reference}/cancel',
  operationId: 'cancelDocumentOrder',
  summary: 'Give an order up before it is paid',
  quota: 'write',
  params,
  body: z.strictObject({}),
  answers: { 200: { description: 'Cancelled', schema: order }, ...notThere, ...badState },
  async handle({ params: { reference }, services }) {
    return orderAnswer((await services['document-orders'].cancelOrder({ reference })).order);
  },
});

export const startPayment = route({
  ...common,
  method: 'post',
  path: '/v1/document-orders/{reference}/payment',
  operationId: 'payDocumentOrder',
  summary: 'The form that the browser posts to the bank’s page. No card number ever comes here.',
  quota: 'write',
  params,
  body: z.strictObject({}),
  answers: {
    200: {
      description: 'Where to post, and every field of the form',
      schema: z.object({ action: z.string(), fields: z.record(z.string(), z.string()), order }),
    },
    ...notThere,
    ...badState,
  },
  async handle({ params: { reference }, services }) {
    const { action, fields, order: started } = await services['document-orders'].startPayment({ reference });
    const form = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
    return { status: 200, body: { action, fields: form, order: orderBody(started) } };
  },
});

export const answerComplement = route({
  ...common,
  method: 'post',
  path: '/v1/document-orders/{reference}/items/{item}/complement',
  operationId: 'answerDocumentComplement',
  summary: 'Answer what the bureau asked, and correct what was told of the act',
  quota: 'write',
  params: z.object({ reference: orderReference, item: z.string().max(10) }),
  body: z.strictObject({ text: z.string().max(2_000), corrected: actShape.optional() }),
  answers: { 200: { description: 'Back at the bureau', schema: order }, ...notThere, ...badState, ...badField },
  async handle({ params: { reference, item }, body: { text, corrected }, services }) {
    const unchanged = { kind: '', bureauId: '', copies: 0, language: 'ar' as const };
    const { order: answered } = await services['document-orders'].answerComplement({
      reference,
      itemId: item,
      text,
      corrected: corrected === undefined ? undefined : itemMessage({ ...unchanged, ...corrected }),
    });
    return orderAnswer(answered);
  },
});
