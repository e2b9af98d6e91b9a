import { z } from 'zod';
import { route } from '../../http/route.ts';
import { complaint, problem, reference } from '../schemas.ts';
import { complaintBody } from './complaint-body.ts';

export const getComplaint = route({
  method: 'get',
  path: '/v1/complaints/{reference}',
  operationId: 'getComplaint',
  tag: 'complaints',
  summary: 'Follow a case: with its Tracking-Code, as the signed-in complainant, or as entitled staff',
  quota: 'read',
  access: 'public',
  params: z.object({ reference }),
  headers: z.object({ 'Tracking-Code': z.string().max(60).optional() }),
  answers: {
    200: { description: 'The case as the caller may see it', schema: complaint },
    404: { description: 'No such case, or not for this caller, or a wrong tracking code', schema: problem },
  },
  async handle({ params, services, header }) {
    const { complaint: found } = await services.intake.get({
      reference: params.reference,
      trackingCode: header('tracking-code'),
    });
    if (found === undefined) throw new Error('intake answered no complaint');
    const body = complaintBody(found);
    return { status: 200, body, headers: { ETag: `"v${body.version}"` } };
  },
});
