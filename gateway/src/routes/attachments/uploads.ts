import { AppError, invalidField } from '@jamaa/kit';
import { z } from 'zod';
import type { Services } from '../../clients/services.ts';
import { route } from '../../http/route.ts';
import { problem } from '../schemas.ts';
import { pieces } from './pieces.ts';
import { declaredType, requireTus, tusHeaders, tusMediaType, tusOptions, uploadLength, uploadOffset } from './tus.ts';

const id = z.string().max(60);
/** Checked by the protocol's own rules: another version is 412, as its clients expect. */
const resumable = z.object({ 'Tus-Resumable': z.string().optional().meta({ example: '1.0.0' }) });

const expiry = (at: Date | undefined): Record<string, string> =>
  at === undefined ? {} : { 'Upload-Expires': at.toUTCString() };

export const createUpload = route({
  method: 'post',
  path: '/v1/uploads',
  operationId: 'createUpload',
  tag: 'attachments',
  summary: 'Begin an upload (tus 1.0). What no complaint takes within a day is thrown away.',
  quota: 'upload',
  access: 'public',
  options: tusOptions,
  headers: resumable.extend({
    'Upload-Length': z
      .string()
      .optional()
      .meta({ description: 'Bytes: a photo has at most 15 MB, a PDF 20, sound 25, a film 100' }),
    'Upload-Metadata': z.string().optional().meta({
      description:
        'As tus has it. `filetype` tells sound from film where a container may hold either; names are not kept.',
    }),
  }),
  answers: {
    201: {
      description: 'Send the bytes to `Location`. The header `Upload-Token`, told once, gives the file to a complaint.',
    },
    412: { description: 'Not a version of tus that is spoken here', schema: problem },
    413: { description: 'Larger than any file may be', schema: problem },
  },
  async handle({ header, services }) {
    requireTus(header);
    const length = uploadLength(header('upload-length'), header('upload-defer-length'));
    const made = await services.attachments.createUpload({
      length,
      declaredType: declaredType(header('upload-metadata')),
    });
    const headers = {
      ...tusHeaders,
      Location: `/v1/uploads/${made.id}`,
      'Upload-Token': made.token,
      ...expiry(made.expiresAt),
    };
    return { status: 201, headers };
  },
});

export const headUpload = route({
  method: 'head',
  path: '/v1/uploads/{id}',
  operationId: 'headUpload',
  tag: 'attachments',
  summary: 'How far an upload is (tus 1.0)',
  quota: 'read',
  access: 'public',
  params: z.object({ id }),
  headers: resumable,
  answers: {
    200: { description: 'In the headers Upload-Offset and Upload-Length' },
    404: { description: 'No such upload, or it has expired', schema: problem },
    412: { description: 'Another version of tus than 1.0.0', schema: problem },
    415: { description: 'Its content was refused', schema: problem },
    422: { description: 'Its content was refused', schema: problem },
  },
  async handle({ params, header, services }) {
    requireTus(header);
    const { length, offset, expiresAt } = await services.attachments.getUpload({ id: params.id });
    const headers = { 'Upload-Offset': String(offset), 'Upload-Length': String(length), ...expiry(expiresAt) };
    return { status: 200, headers: { ...tusHeaders, ...headers } };
  },
});

export const appendUpload = route({
  method: 'patch',
  path: '/v1/uploads/{id}',
  operationId: 'appendUpload',
  tag: 'attachments',
  summary:
    'Send bytes of an upload, from where it stands (tus 1.0). The answer to the last ones tells whether the file is taken.',
  // Each may carry a whole file, or a small piece of one on a bad line.
  quota: 'read',
  access: 'public',
  params: z.object({ id }),
  headers: resumable.extend({ 'Upload-Offset': z.string().optional() }),
  streamedBody: tusMediaType,
  answers: {
    204: { description: 'Taken up to `Upload-Offset`, durably' },
    404: { description: 'No such upload, or it has expired', schema: problem },
    409: { description: 'The upload stands at another offset', schema: problem },
    412: { description: 'Another version of tus than 1.0.0', schema: problem },
    413: { description: 'More than was announced, or than files of its kind may have', schema: problem },
    415: { description: 'This type of file is not taken', schema: problem },
    422: { description: 'The content is refused: the problem names why', schema: problem },
  },
  async handle({ params, body, header, services }) {
    requireTus(header);
    const from = uploadOffset(header('upload-offset'));
    const { offset, whole, expiresAt } = await appendAll(services, params.id, from, body as AsyncIterable<Uint8Array>);
    if (whole) await services.attachments.finishUpload({ id: params.id });
    return { status: 204, headers: { ...tusHeaders, 'Upload-Offset': String(offset), ...expiry(expiresAt) } };
  },
});

/** One piece after the other: the next is read when the last is durable, so that a fast sender waits and not this process's memory. */
async function appendAll(services: Services, upload: string, from: number, body: AsyncIterable<Uint8Array>) {
  let offset = from;
  let last = await services.attachments.appendUpload({ id: upload, offset, data: Buffer.alloc(0) });
  if (last.offset !== from) throw new AppError('command-not-allowed', `the upload stands at offset ${last.offset}`);
  for await (const data of pieces(body)) {
    if (last.whole) throw invalidField('Upload-Offset', 'range', 'the upload is whole already');
    last = await services.attachments.appendUpload({ id: upload, offset, data });
    offset = last.offset;
  }
  return last;
}
