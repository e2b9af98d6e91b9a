import { states } from '@jamaa/proto/vocabulary';
import { z } from 'zod';
import { communeRef, localizedText, reference } from '../schemas.ts';

const text = (max: number) => z.string().max(max);

export const pointShape = z.strictObject({
  longitude: z.number().min(-180).max(180),
  latitude: z.number().min(-90).max(90),
});

export const complainantShape = z.strictObject({
  name: text(200).default(''),
  phone: text(40).default(''),
  email: text(320).default(''),
  identity: z
    .strictObject({ type: z.enum(['cin', 'passport', 'residence', 'ice', 'association']), number: text(60) })
    .optional(),
});

/** What whoever has just filed a case is told. */
export const createdComplaint = z
  .object({
    reference,
    trackingCode: z.string().meta({ description: 'Told once; send it as header Tracking-Code to follow the case' }),
    status: z.enum(states),
    commune: communeRef,
    dueAt: z.iso.datetime().optional(),
    dueExplanation: localizedText.optional(),
    emergencyNumbers: z
      .array(z.object({ number: z.string(), name: localizedText }))
      .optional()
      .meta({ description: 'Urgent cases only: whom to call at once' }),
  })
  .meta({ id: 'ComplaintReceipt' });
