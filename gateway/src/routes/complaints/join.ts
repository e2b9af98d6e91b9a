import { toProtoEnum } from '@jamaa/kit';
import { JoinRequest } from '@jamaa/proto/intake/v1/intake';
import { z } from 'zod';
import { route } from '../../http/route.ts';
import { problem } from '../schemas.ts';
import { complaintBody } from './complaint-body.ts';
import { complainantShape, createdComplaint, pointShape } from './deposit-shapes.ts';

export const joinComplaint = route({
  method: 'post',
  path: '/v1/complaints/{reference}/join',
  operationId: 'joinComplaint',
  tag: 'complaints',
  summary:
    'Join an open case as co-reporter, by its reference or by a candidate of /v1/complaints/similar: a case of one’s own, with receipt, and one answer for all',
  quota: 'file',
  access: 'public',
  params: z.object({ reference: z.string().max(60) }),
  body: z
    .strictObject({
      language: z.enum(['ar', 'fr', 'zgh']).default('ar'),
      description: z.string().max(10_000).default('').meta({ description: 'One’s own words, if any' }),
      location: pointShape.optional(),
      address: z.string().max(300).default(''),
      complainant: complainantShape.optional(),
      channel: z.enum(['web', 'mobile']).default('web'),
    })
    .meta({ id: 'JoinComplaint' }),
  headers: z.object({ 'Idempotency-Key': z.string().max(255).optional() }),
  answers: {
    201: { description: 'Received, and merged into the case', schema: createdComplaint },
    404: { description: 'No such case, or none that can be joined', schema: problem },
    409: { description: 'The case is not open any more, or one has joined it already', schema: problem },
    422: { description: 'A field is wrong', schema: problem },
  },
  async handle({ params, body, services, header }) {
    const { complaint, trackingCode } = await services.intake.join(
      JoinRequest.fromPartial({
        into: params.reference,
        idempotencyKey: header('idempotency-key'),
        language: body.language,
        description: body.description,
        ...(body.location === undefined ? {} : { location: body.location }),
        address: body.address,
        ...(body.complainant === undefined ? {} : { complainant: body.complainant }),
        channel: toProtoEnum('CHANNEL', body.channel),
      }),
    );
    if (complaint === undefined) throw new Error('intake answered no complaint');
    const { reference, status, commune, dueAt, dueExplanation } = complaintBody(complaint);
    return {
      status: 201,
      body: { reference, trackingCode, status, commune, dueAt, dueExplanation },
      headers: { Location: `/v1/complaints/${reference}` },
    };
  },
});
