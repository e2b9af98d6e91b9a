import { z } from 'zod';
import { route } from '../../http/route.ts';
import { complaint, problem } from '../schemas.ts';
import { complaintBody } from './complaint-body.ts';

export const getByOldReference = route({
  method: 'get',
  path: '/v1/complaints/by-old-reference',
  operationId: 'getComplaintByOldReference',
  tag: 'complaints',
  summary: 'A case by the number it had in the register that it was taken over from',
  quota: 'read',
  access: 'signed-in',
  query: z.strictObject({
    source: z.string().min(1).max(60).meta({ description: 'The body whose register it was, or `chikaya`' }),
    reference: z.string().min(1).max(40),
  }),
  answers: {
    200: { description: 'The case as the caller may see it', schema: complaint },
    404: { description: 'No such case, or not for this caller', schema: problem },
  },
  async handle({ query, services }) {
    const { caseReference } = await services.intake.getByOldReference(query);
    const { complaint: found } = await services.intake.get({ reference: caseReference, trackingCode: '' });
    if (found === undefined) throw new Error('intake answered no complaint');
    return { status: 200, body: complaintBody(found) };
  },
});
