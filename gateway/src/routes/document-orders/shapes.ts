import { z } from 'zod';
import { problem } from '../schemas.ts';

export const documentKinds = ['extract', 'full-copy', 'fiche-individuelle', 'fiche-familiale'] as const;
export const orderReference = z
  .string()
  .max(40)
  .meta({ description: 'Reference of an order', example: 'D-03-26-7K3Q9M-C' });
export const amount = z.int().meta({ description: 'Centimes of the dirham', example: 2_000 });
export const bureauId = z
  .string()
  .max(60)
  .meta({ description: 'Id of a civil registry bureau', example: '03.451.01.09-1' });

const text = (max: number) => z.string().max(max);

export const wantedShape = z.strictObject({
  kind: text(30).meta({ description: documentKinds.join(', ') }),
  bureauId: text(60),
  copies: z.int().min(1).max(100).default(1),
});

/** What is told of the act; also what the bureau is shown. */
export const actShape = z
  .strictObject({
    actKind: z.enum(['birth', 'death']).default('birth'),
    year: z.int().min(0).max(9_999).meta({ description: 'Of the register', example: 1990 }),
    number: z.int().min(0).max(1_000_000).optional().meta({ description: 'Of the act, where it is known' }),
    firstNames: text(200),
    familyName: text(200),
    birthDate: text(10).meta({ example: '1990-01-31' }),
    nationalId: text(20)
      .optional()
      .meta({ description: 'رقم البطاقة الوطنية — of whom the act tells; needed for one’s own' }),
    relation: z.enum(['self', 'child', 'mandate']).meta({ description: 'By which right the document is asked for' }),
    mandate: text(300).optional().meta({ description: 'With `mandate`: number and date of its paper' }),
  })
  .meta({ id: 'ActTold' });

export const itemShape = z
  .strictObject({ ...wantedShape.shape, language: z.enum(['ar', 'fr']).default('ar'), ...actShape.shape })
  .meta({ id: 'NewOrderItem' });

export const deliveryShape = z
  .strictObject({
    name: text(200),
    lines: z.array(text(200)).min(1).max(6),
    postalCode: text(20).default(''),
    city: text(100),
    country: text(2).default('MA').meta({ description: 'ISO 3166-1 alpha-2' }),
    phone: text(40),
    email: text(320).default(''),
  })
  .meta({ id: 'OrderDelivery' });

export const itemBody = z
  .object({
    id: z.string(),
    kind: z.string(),
    bureauId: z.string(),
    copies: z.int(),
    price: amount,
    state: z.enum(['ordered', 'complement', 'rejected', 'produced']),
    message: z.string().optional().meta({ description: 'What the bureau asks, or why it rejected' }),
    documentId: z.string().optional(),
  })
  .meta({ id: 'OrderItem' });

export const consignmentBody = z
  .object({
    id: z.string(),
    bureauId: z.string(),
    state: z.string().optional(),
    postage: amount,
    trackingNumber: z.string().optional().meta({ example: 'RR123456785MA' }),
    since: z.iso.datetime().optional(),
  })
  .meta({ id: 'OrderConsignment' });

const told = z.object({
  ...actShape.shape,
  kind: z.string(),
  bureauId: z.string(),
  copies: z.int(),
  language: z.string(),
});

export const toldBody = told.meta({ id: 'OrderedAct' });

export const orderStates = [
  'basket',
  'awaiting-payment',
  'cancelled',
  'expired',
  'sent-to-bureau',
  'complement',
  'rejected',
  'refunded',
  'produced',
  'handed-to-post',
  'on-its-way',
  'notice-left',
  'delivered',
  'returned',
] as const;

export const order = z
  .object({
    reference: orderReference,
    status: z.enum(orderStates).meta({ description: 'Of the whole order: that of the consignment furthest behind' }),
    version: z.int(),
    language: z.string(),
    items: z.array(itemBody),
    consignments: z.array(consignmentBody),
    total: amount,
    currency: z.literal('MAD'),
    refunds: z.array(z.object({ id: z.string(), amount, reason: z.string(), state: z.enum(['due', 'done']) })),
    receipt: z
      .object({ number: z.string().meta({ example: '2026/000123' }), amount, at: z.iso.datetime() })
      .optional()
      .meta({ description: 'Number in the register of receipts, which has no gaps in a year' }),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().optional().meta({ description: 'When it ends, unpaid' }),
    steps: z.array(
      z.object({
        step: z.string(),
        at: z.iso.datetime(),
        consignment: z.string().optional(),
        item: z.string().optional(),
      }),
    ),
    contents: z.array(toldBody).meta({ description: 'In the order of `items`' }),
    delivery: deliveryShape,
  })
  .meta({ id: 'DocumentOrder' });

export const bureauOrder = z
  .object({
    reference: orderReference,
    version: z.int(),
    consignment: consignmentBody,
    items: z.array(itemBody),
    paidAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'BureauOrder' });

export const idempotencyHeader = z.object({ 'Idempotency-Key': z.string().max(255).optional() });
export const notThere = { 404: { description: 'No such order, or not the caller’s', schema: problem } } as const;
export const badState = { 409: { description: 'The state of the order does not allow it', schema: problem } } as const;
export const badField = { 422: { description: 'A field is wrong', schema: problem } } as const;
