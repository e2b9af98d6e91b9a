import { z } from 'zod';
import { route } from '../http/route.ts';
import { problem } from './schemas.ts';

export const resetTraining = route({
  method: 'post',
  path: '/v1/training/reset',
  operationId: 'resetTraining',
  tag: 'complaints',
  summary: 'Withdraw every open case of a training body; cases that have ended stay, and repeating it does no harm',
  quota: 'write',
  access: 'signed-in',
  body: z.strictObject({
    organisation: z.string().max(100).optional().meta({
      description:
        'هيئة التكوين، لمن يشرف على أكثر من واحدة — organisme de formation, pour qui en anime plusieurs; absent: your own',
      example: 'formation',
    }),
  }),
  answers: {
    200: {
      description: 'How many were withdrawn by this call, at most about a thousand',
      schema: z.object({
        organisation: z.string(),
        withdrawn: z.int(),
        more: z.boolean().meta({ description: 'Open cases are left: call again' }),
      }),
    },
    403: { description: 'The caller is not the trainer (administrator) of this training body', schema: problem },
    422: { description: 'The caller is the trainer of several: say which', schema: problem },
  },
  async handle({ body, services }) {
    const { organisation, withdrawn, more } = await services.intake.resetTraining({
      organisation: body.organisation ?? '',
    });
    return { status: 200, body: { organisation, withdrawn, more } };
  },
});
