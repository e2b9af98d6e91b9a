import type { OpenAttachmentResponse } from '@jamaa/proto/attachments/v1/attachments';
import type { Services } from '../../clients/services.ts';
import type { Answer } from '../../http/route.ts';
import { rangeOf } from './range.ts';

const PIECE_BYTES = 512 * 1024;

/** Nothing in a file may run in the browser under our address, whatever the file is. */
const harmless = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "sandbox; default-src 'none'",
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

/** The bytes that a ticket opens, or the range of them that is asked for. */
export function fileAnswer(
  services: Services,
  opened: OpenAttachmentResponse,
  header: (name: string) => string,
  inline = false,
): Answer {
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
      'Content-Disposition': `${inline ? 'inline' : 'attachment'}; filename="${opened.fileName}"`,
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
