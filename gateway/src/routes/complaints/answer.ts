import { z } from 'zod';
import { route } from '../../http/route.ts';
import { problem, reference } from '../schemas.ts';

export const getAnswer = route({
  method: 'get',
  path: '/v1/complaints/{reference}/answer.pdf',
  operationId: 'getAnswer',
  tag: 'complaints',
  summary: 'The answer or the refusal as PDF, in Arabic or in French, with reasons, legal basis and remedies',
  quota: 'write',
  access: 'public',
  params: z.object({ reference }),
  query: z.strictObject({ language: z.enum(['ar', 'fr']).optional() }),
  headers: z.object({ 'Tracking-Code': z.string().max(60).optional() }),
  answers: {
    200: { description: 'PDF/A', schema: z.string(), type: 'application/pdf' },
    404: { description: 'No such case, or not for this caller, or a wrong tracking code', schema: problem },
    409: { description: 'The case has neither answer nor refusal', schema: problem },
  },
  async handle({ params, query, services, header }) {
    const { complaint } = await services.intake.get({
      reference: params.reference,
      trackingCode: header('tracking-code'),
    });
    const { pdf } = await services.notifications.renderAnswer({ complaint, language: query.language ?? '' });
    return {
      status: 200,
      body: pdf,
      type: 'application/pdf',
      headers: { 'Content-Disposition': `inline; filename="reponse-${complaint?.snapshot?.reference ?? ''}.pdf"` },
    };
  },
});
