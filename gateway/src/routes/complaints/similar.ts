import { fromProtoEnum } from '@jamaa/kit';
import { states } from '@jamaa/proto/vocabulary';
import { z } from 'zod';
import { route } from '../../http/route.ts';
import { localizedText, problem, reference } from '../schemas.ts';

const candidate = z
  .object({
    candidate: z.string().meta({ description: 'With it one joins: POST /v1/complaints/{candidate}/join' }),
    reference: reference.optional().meta({ description: 'Only for who may see the case' }),
    category: z.object({ code: z.string(), name: localizedText.optional() }),
    status: z.enum(states),
    distanceMetres: z.int(),
    ageDays: z.int(),
    reporters: z.int().meta({ description: 'People who told it' }),
    likeness: z.number().meta({ description: '0 to 1' }),
  })
  .meta({ id: 'SimilarComplaint' });

export const findSimilarComplaints = route({
  method: 'post',
  path: '/v1/complaints/similar',
  operationId: 'findSimilarComplaints',
  tag: 'complaints',
  summary: 'Before filing: up to five open cases that are likely the same problem, by category, place and words',
  quota: 'write',
  access: 'public',
  body: z
    .strictObject({
      category: z.string().max(8).meta({ example: 'ECL' }),
      location: z.strictObject({ longitude: z.number().min(-180).max(180), latitude: z.number().min(-90).max(90) }),
      text: z.string().max(10_000).default('').meta({ description: 'What one is about to write' }),
    })
    .meta({ id: 'SimilarQuestion' }),
  answers: {
    200: {
      description: 'The likeliest first; empty when there are none',
      schema: z.object({ candidates: z.array(candidate) }).meta({ id: 'SimilarComplaints' }),
    },
    422: { description: 'A field is wrong, or the place lies outside the kingdom', schema: problem },
  },
  async handle({ body, services }) {
    const { candidates } = await services.intake.findSimilar(body);
    return {
      status: 200,
      body: {
        candidates: candidates.map(({ state, category, categoryName: name, ...one }) => ({
          candidate: one.candidate,
          reference: one.reference === '' ? undefined : one.reference,
          category: { code: category, name: name === undefined ? undefined : { ar: name.ar, fr: name.fr } },
          status: fromProtoEnum('COMPLAINT_STATE', state, states),
          distanceMetres: one.distanceMetres,
          ageDays: one.ageDays,
          reporters: one.reporters,
          likeness: one.likeness,
        })),
      },
    };
  },
});
