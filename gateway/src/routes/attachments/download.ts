import { z } from 'zod';
import type { Services } from '../../clients/services.ts';
import { type Answer, route } from '../../http/route.ts';
import { problem, reference } from '../schemas.ts';
import { rangeOf } from './range.ts';

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

const PIECE_BYTES = 512 * 1024;

/** Nothing in a file may run in the browser under our address, whatever the file is. */
const harmless = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

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
  const { etag, size } = opened;
  if (header('if-none-match') === etag) return { status: 304, headers: { ETag: etag } };
  const range = rangeOf(header('range'), header('if-range'), etag, size);
  if (range === 'unsatisfiable') return { status: 416, headers: { 'Content-Range': `bytes */${size}` } };
  const { from, to } = range ?? { from: 0, to: size };
  return {
    status: range === undefined ? 200 : 206,
    stream: bytes(services, opened.ticket, from, to),
    headers: {
      ...harmless,
      'Content-Type': opened.mediaType,
      'Content-Length': String(to - from),
      'Content-Disposition': `${thumbnail ? 'inline' : 'attachment'}; filename="${opened.fileName}"`,
      'Accept-Ranges': 'bytes',
      ETag: etag,
      ...(range === undefined ? {} : { 'Content-Range': `bytes ${from}-${to - 1}/${size}` }),
    },
  };
}

/** The next piece is asked for when the client has taken the last: this process never holds a file whole. */
async function* bytes(services: Services, ticket: string, from: number, to: number): AsyncGenerator<Uint8Array> {
  for (let offset = from; offset < to; ) {
    const { data } = await services.attachments.readAttachment({
      ticket,
      offset,
      length: Math.min(PIECE_BYTES, to - offset),
    });
    if (data.length === 0) throw new Error('attachments answered no bytes');
    yield data;
    offset += data.length;
  }
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
