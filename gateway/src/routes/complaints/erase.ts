import { z } from 'zod';
import { route } from '../../http/route.ts';
import { erasureRequest } from '../deletion-rows.ts';
import { complaint, problem, reference } from '../schemas.ts';
import { complaintBody } from './complaint-body.ts';

export const eraseComplaint = route({
  method: 'post',
  path: '/v1/complaints/{reference}/erase',
  operationId: 'eraseComplaint',
  tag: 'privacy',
  summary: 'Erase the person of an ended case before its time; cannot be undone, and stands in the deletion register',
  quota: 'write',
  access: 'signed-in',
  params: z.object({ reference }),
  headers: z.object({ 'Idempotency-Key': z.string().max(255).optional() }),
  body: erasureRequest,
  answers: {
    200: {
      description: 'The case without its person, and the number of its row in the deletion register',
      schema: z.object({ complaint, erasure: z.int() }),
    },
    403: { description: 'The caller is no administrator of this territory', schema: problem },
    404: { description: 'No such case, or not for this caller', schema: problem },
    409: { description: 'The case has not ended, or its person is erased already', schema: problem },
    422: { description: 'A field is wrong', schema: problem },
  },
  async handle({ params, body, services, header }) {
    const { complaint: after, number } = await services.intake.erase({
      reference: params.reference,
      idempotencyKey: header('idempotency-key'),
      reasonCode: body.reason,
      legalBasis: body.legalBasis,
    });
    if (after === undefined) throw new Error('intake answered no complaint');
    return { status: 200, body: { complaint: complaintBody(after), erasure: Number(number) } };
  },
});
