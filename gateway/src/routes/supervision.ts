import { z } from 'zod';
import { route } from '../http/route.ts';
import { problem } from './schemas.ts';

export const countActs = route({
  method: 'get',
  path: '/v1/supervision/acts',
  operationId: 'countSupervisionActs',
  tag: 'deadlines',
  summary: 'Acts of supervision counted by body: reminders, demands of explanation, explanations given and overdue, …',
  quota: 'read',
  access: 'signed-in',
  query: z.strictObject({
    territory: z.string().max(20).optional().meta({ description: 'Absent: the caller’s own' }),
    year: z.coerce.number().int().min(2017).max(2200).optional().meta({ description: 'Absent: this year' }),
  }),
  answers: {
    200: {
      description: 'Counters',
      schema: z.object({
        acts: z.array(z.object({ organisation: z.string(), act: z.string(), count: z.int() })),
      }),
    },
    403: { description: 'Only supervisors and auditors of the territory', schema: problem },
    422: { description: 'No such territory or year', schema: problem },
  },
  async handle({ query, services }) {
    const { counts } = await services.intake.countActs({ territory: query.territory ?? '', year: query.year ?? 0 });
    return { status: 200, body: { acts: counts } };
  },
});
