import { z } from 'zod';
import { route } from '../../http/route.ts';
import { problem, reference } from '../schemas.ts';

export const getReceipt = route({
  method: 'get',
  path: '/v1/complaints/{reference}/receipt',
  operationId: 'getReceipt',
  tag: 'complaints',
  summary:
    'The receipt as PDF, in Arabic or in French; without contact data for whoever has the tracking code only. With a valid Tracking-Code the code is printed on it: the desk prints it at the deposit.',
  quota: 'write',
  access: 'public',
  params: z.object({ reference }),
  query: z.strictObject({
    language: z.enum(['ar', 'fr']).optional(),
    paper: z.enum(['a4', 'a5', '80mm']).default('a4').meta({ description: '80mm: the roll of a till printer' }),
  }),
  headers: z.object({ 'Tracking-Code': z.string().max(60).optional() }),
  answers: {
    200: { description: 'PDF/A', schema: z.string(), type: 'application/pdf' },
    404: { description: 'No such case, or not for this caller, or a wrong tracking code', schema: problem },
  },
  async handle({ params, query, services, header }) {
    const { complaint, trackingCodeValid } = await services.intake.get({
      reference: params.reference,
      trackingCode: header('tracking-code'),
    });
    const { pdf } = await services.notifications.renderReceipt({
      complaintId: '',
      language: query.language ?? '',
      complaint,
      trackingCode: trackingCodeValid ? grouped(header('tracking-code')) : '',
      paper: query.paper,
    });
    return {
      status: 200,
      body: pdf,
      type: 'application/pdf',
      headers: { 'Content-Disposition': `inline; filename="recepisse-${complaint?.snapshot?.reference ?? ''}.pdf"` },
    };
  },
});

/** As it was told: in groups of four, however it was typed. */
const grouped = (code: string): string =>
  code
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll(/(.{4})(?=.)/g, '$1-');
