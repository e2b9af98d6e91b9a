import { z } from 'zod';
import { route } from '../../http/route.ts';
import { amount, badField, wantedShape } from './shapes.ts';

const tag = 'document orders';

export const getTariffs = route({
  method: 'get',
  path: '/v1/document-orders/tariffs',
  operationId: 'getDocumentTariffs',
  tag,
  summary: 'What documents and their registered post cost, today or on another day',
  quota: 'read',
  access: 'public',
  cacheSeconds: 60,
  query: z.strictObject({ on: z.string().max(10).optional().meta({ description: 'A day', example: '2026-03-02' }) }),
  answers: {
    200: {
      description: 'The tariff of that day',
      schema: z
        .object({
          id: z.string(),
          validFrom: z.string(),
          validTo: z.string().optional().meta({ description: 'First day on which it holds no more' }),
          source: z.string(),
          currency: z.literal('MAD'),
          documents: z.array(z.object({ kind: z.string(), price: amount })),
          postage: z.array(z.object({ zone: z.string(), upToGrams: z.int(), price: amount })),
          gramsPerCopy: z.int(),
          gramsPerEnvelope: z.int(),
          mostCopies: z.int(),
        })
        .meta({ id: 'DocumentTariffs' }),
    },
    ...badField,
  },
  async handle({ query: { on = '' }, services }) {
    const { validTo, ...found } = await services['document-orders'].getTariffs({ on });
    return { status: 200, body: { ...found, validTo: validTo === '' ? undefined : validTo, currency: 'MAD' } };
  },
});

export const quoteOrder = route({
  method: 'post',
  path: '/v1/document-orders/quotes',
  operationId: 'quoteDocumentOrder',
  tag,
  summary: 'What an order would cost now; nothing is kept',
  quota: 'read',
  access: 'public',
  body: z.strictObject({
    items: z.array(wantedShape).min(1).max(20),
    country: z.string().max(2).default('MA').meta({ description: 'Where it goes, ISO 3166-1 alpha-2' }),
  }),
  answers: {
    200: {
      description: 'The price, by document and by envelope: each bureau sends its own',
      schema: z
        .object({
          total: amount,
          currency: z.literal('MAD'),
          tariff: z.string(),
          items: z.array(amount),
          consignments: z.array(z.object({ bureauId: z.string(), zone: z.string(), grams: z.int(), postage: amount })),
        })
        .meta({ id: 'DocumentQuote' }),
    },
    ...badField,
  },
  async handle({ body: { items, country }, services }) {
    const { price } = await services['document-orders'].quoteOrder({ items, country: country.toUpperCase() });
    return { status: 200, body: price };
  },
});
