import { z } from 'zod';
import { route } from '../../http/route.ts';
import { problem } from '../schemas.ts';
import { actBody, bureauBody } from './bodies.ts';
import {
  badField,
  badState,
  bureauId,
  bureauOrder,
  deliveryShape,
  notThere,
  orderReference,
  toldBody,
} from './shapes.ts';

const common = { tag: 'document orders', access: 'signed-in' } as const;
const refusals = {
  403: { description: 'Only registrars and civil officers of the bureau', schema: problem },
  ...notThere,
  ...badState,
  ...badField,
};
const itemParams = z.object({ reference: orderReference, item: z.string().max(10) });
const answers = { 200: { description: 'The bureau’s part of the order', schema: bureauOrder }, ...refusals };

export const listBureauOrders = route({
  ...common,
  method: 'get',
  path: '/v1/document-orders/queue',
  operationId: 'listBureauDocumentOrders',
  summary: 'What a bureau has to make and to send, oldest first; without names',
  quota: 'read',
  query: z.strictObject({
    bureau: bureauId,
    state: z.enum(['sent-to-bureau', 'complement', 'produced', 'handed-to-post', 'returned']).default('sent-to-bureau'),
    cursor: z.string().max(60).default(''),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  answers: {
    200: {
      description: 'A page',
      schema: z.object({ orders: z.array(bureauOrder), nextCursor: z.string().optional() }),
    },
    ...refusals,
  },
  async handle({ query: { bureau, ...rest }, services }) {
    const { orders, nextCursor } = await services['document-orders'].listBureauOrders({ bureauId: bureau, ...rest });
    return { status: 200, body: { orders: orders.map(bureauBody), nextCursor: nextCursor || undefined } };
  },
});

export const getBureauOrder = route({
  ...common,
  method: 'get',
  path: '/v1/document-orders/{reference}/work',
  operationId: 'getBureauDocumentOrder',
  summary: 'One order for its bureau, with what the person told; each look is on the audit trail',
  quota: 'read',
  params: z.object({ reference: orderReference }),
  query: z.strictObject({ bureau: bureauId }),
  answers: {
    200: {
      description: 'The order',
      schema: bureauOrder.extend({
        contents: z.array(toldBody),
        answers: z
          .array(z.string())
          .meta({ description: 'What the person answered, in the order of `items`; empty: nothing' }),
        delivery: deliveryShape,
        applicantNationalId: z.string(),
      }),
    },
    ...refusals,
  },
  async handle({ params: { reference }, query: { bureau }, services }) {
    const found = await services['document-orders'].getBureauOrder({ reference, bureauId: bureau });
    const { contents, answers: told, delivery, applicantNationalId } = found;
    const body = {
      ...bureauBody(found.order),
      contents: contents.map(actBody),
      answers: told,
      delivery,
      applicantNationalId,
    };
    return { status: 200, body };
  },
});

export const produceItem = route({
  ...common,
  method: 'post',
  path: '/v1/document-orders/{reference}/items/{item}/produce',
  operationId: 'produceOrderedDocument',
  summary: 'Make and sign a document of the act, named here or found by what the person told',
  quota: 'write',
  params: itemParams,
  body: z.strictObject({ actId: z.string().max(60).default('') }),
  answers: {
    ...answers,
    200: {
      description: 'The order as it is now',
      schema: bureauOrder.extend({
        formerly: z
          .array(z.enum(['firstNames', 'familyName']))
          .optional()
          .meta({
            description: 'Told as the act spelled it before a correction; the document has the spelling in force',
          }),
      }),
    },
  },
  async handle({ params: { reference, item }, body: { actId }, services }) {
    const { order, formerly } = await services['document-orders'].produceItem({ reference, itemId: item, actId });
    return { status: 200, body: { ...bureauBody(order), ...(formerly.length === 0 ? {} : { formerly }) } };
  },
});

export const rejectItem = route({
  ...common,
  method: 'post',
  path: '/v1/document-orders/{reference}/items/{item}/reject',
  operationId: 'rejectOrderedDocument',
  summary: 'Reject a document; its price goes back to who paid',
  quota: 'write',
  params: itemParams,
  body: z.strictObject({
    reason: z.enum(['act-not-found', 'data-wrong', 'not-entitled', 'unreadable-register']),
    text: z.string().max(2_000).meta({ description: 'What the person is told' }),
  }),
  answers,
  async handle({ params: { reference, item }, body, services }) {
    const { order } = await services['document-orders'].rejectItem({ reference, itemId: item, ...body });
    return { status: 200, body: bureauBody(order) };
  },
});

export const askComplement = route({
  ...common,
  method: 'post',
  path: '/v1/document-orders/{reference}/items/{item}/ask-complement',
  operationId: 'askDocumentComplement',
  summary: 'Ask the person for what is missing; unanswered for 30 days, the document is rejected',
  quota: 'write',
  params: itemParams,
  body: z.strictObject({ text: z.string().max(2_000) }),
  answers,
  async handle({ params: { reference, item }, body: { text }, services }) {
    const { order } = await services['document-orders'].askComplement({ reference, itemId: item, text });
    return { status: 200, body: bureauBody(order) };
  },
});

export const handToPost = route({
  ...common,
  method: 'post',
  path: '/v1/document-orders/{reference}/hand-to-post',
  operationId: 'handDocumentsToPost',
  summary: 'Hand a bureau’s envelope to the post; it gets its registered number',
  quota: 'write',
  params: z.object({ reference: orderReference }),
  body: z.strictObject({ bureau: bureauId }),
  answers,
  async handle({ params: { reference }, body: { bureau }, services }) {
    const { order } = await services['document-orders'].handToPost({ reference, bureauId: bureau });
    return { status: 200, body: bureauBody(order) };
  },
});
