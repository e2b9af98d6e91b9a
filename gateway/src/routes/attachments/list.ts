import { z } from 'zod';
import { route } from '../../http/route.ts';
import { problem, reference } from '../schemas.ts';

const attachment = z
  .object({
    id: z.string(),
    kind: z.enum(['photo', 'pdf', 'audio', 'video']).optional(),
    mediaType: z.string().optional(),
    size: z.int(),
    state: z
      .enum(['uploading', 'received', 'scanning', 'clean', 'not-scanned', 'infected', 'refused', 'on-its-way'])
      .meta({
        description:
          'Only `clean` and `not-scanned` files are given to others than their sender; `on-its-way`: not here yet from the région that the case came from',
      }),
    thumbnail: z.boolean(),
    receivedAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'Attachment' });

export const listAttachments = route({
  method: 'get',
  path: '/v1/complaints/{reference}/attachments',
  operationId: 'listAttachments',
  tag: 'attachments',
  summary: 'The files of a case, for whoever may see it',
  quota: 'read',
  access: 'public',
  params: z.object({ reference }),
  headers: z.object({ 'Tracking-Code': z.string().max(60).optional() }),
  answers: {
    200: {
      description: 'Its files, in the order in which they came',
      schema: z.object({ attachments: z.array(attachment) }).meta({ id: 'Attachments' }),
    },
    404: { description: 'No such case, or not for this caller', schema: problem },
  },
  async handle({ params, services, header }) {
    const { attachments } = await services.attachments.listAttachments({
      reference: params.reference,
      trackingCode: header('tracking-code'),
    });
    const body = attachments.map(({ kind, mediaType, receivedAt, ...rest }) => ({
      ...rest,
      kind: kind === '' ? undefined : kind,
      mediaType: mediaType === '' ? undefined : mediaType,
      receivedAt: receivedAt?.toISOString(),
    }));
    return { status: 200, body: { attachments: body } };
  },
});
