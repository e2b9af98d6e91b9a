import { z } from 'zod';
import type { Services } from '../../clients/services.ts';
import { type Answer, route } from '../../http/route.ts';
import { problem, reference } from '../schemas.ts';
import { fileAnswer } from './file-answer.ts';

const params = z.object({ reference, id: z.string().max(60) });
const headers = z.object({
  'Tracking-Code': z.string().max(60).optional(),
  'Upload-Token': z.string().max(100).optional().meta({ description: 'Its sender may look before the scan is over' }),
});

const answers = {
  200: { description: 'The file', schema: z.string(), type: 'application/octet-stream' },
  206: { description: 'The range asked for', schema: z.string(), type: 'application/octet-stream' },
  304: { description: 'Not changed' },
  404: { description: 'No such case or file, or not for this caller', schema: problem },
  409: { description: 'Not served: still searched for viruses, or refused', schema: problem },
};

interface Asked {
  readonly params: { readonly reference: string; readonly id: string };
  readonly services: Services;
  header(name: string): string;
}

async function answer({ params: of, services, header }: Asked, thumbnail: boolean): Promise<Answer> {
  const opened = await services.attachments.openAttachment({
    reference: of.reference,
    trackingCode: header('tracking-code'),
    id: of.id,
    thumbnail,
    token: header('upload-token'),
  });
  return fileAnswer(services, opened, header, thumbnail);
}

export const downloadAttachment = route({
  method: 'get',
  path: '/v1/complaints/{reference}/attachments/{id}',
  operationId: 'downloadAttachment',
  tag: 'attachments',
  summary: 'A file of a case, for whoever may see the case; ranges are answered',
  quota: 'read',
  access: 'public',
  params,
  headers,
  answers,
  handle: (input) => answer(input, false),
});

export const downloadThumbnail = route({
  method: 'get',
  path: '/v1/complaints/{reference}/attachments/{id}/thumbnail',
  operationId: 'downloadThumbnail',
  tag: 'attachments',
  summary: 'A small picture of a photo of a case',
  quota: 'read',
  access: 'public',
  params,
  headers,
  answers,
  handle: (input) => answer(input, true),
});
