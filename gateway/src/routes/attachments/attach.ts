import { ExecuteRequest } from '@jamaa/proto/intake/v1/intake';
import { z } from 'zod';
import { route } from '../../http/route.ts';
import { complaintBody } from '../complaints/complaint-body.ts';
import { attachmentClaims, complaint, problem, reference } from '../schemas.ts';

export const attachFiles = route({
  method: 'post',
  path: '/v1/complaints/{reference}/attachments',
  operationId: 'attachFiles',
  tag: 'attachments',
  summary: 'Add uploaded files to an open case: its complainant, who handles it, or the desk with a scan',
  quota: 'write',
  access: 'public',
  params: z.object({ reference }),
  body: z.strictObject({ attachments: attachmentClaims }),
  headers: z.object({
    'Tracking-Code': z.string().max(60).optional(),
    'Idempotency-Key': z.string().max(255).optional(),
  }),
  answers: {
    200: { description: 'The case with its files', schema: complaint },
    403: { description: 'The caller may not add files', schema: problem },
    404: { description: 'No such case, or not for this caller', schema: problem },
    409: { description: 'The case is not open', schema: problem },
    422: { description: 'A file is not there, not whole, refused, or another case’s', schema: problem },
  },
  async handle({ params, body, services, header }) {
    const { complaint: after } = await services.intake.execute(
      ExecuteRequest.fromPartial({
        reference: params.reference,
        trackingCode: header('tracking-code'),
        idempotencyKey: header('idempotency-key'),
        command: 'attach',
        arguments: { attachments: body.attachments },
      }),
    );
    if (after === undefined) throw new Error('intake answered no complaint');
    const answer = complaintBody(after);
    return { status: 200, body: answer, headers: { ETag: `"v${answer.version}"` } };
  },
});
