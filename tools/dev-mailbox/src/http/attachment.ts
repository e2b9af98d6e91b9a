import { create } from 'content-disposition';
import type { Response } from 'express';
import type { Attachment } from '../message.ts';

const shownInline: ReadonlySet<string> = new Set([
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
]);
const mediaType = /^[\w.+-]+\/[\w.+-]+$/;

/**
 * Sends an attachment with its own media type. Only PDF and pictures open in the browser: markup from a message
 * would otherwise run as a page of this server.
 */
export const sendAttachment = (response: Response, attachment: Attachment, bytes: Buffer): void => {
  const type = mediaType.test(attachment.contentType) ? attachment.contentType : 'application/octet-stream';
  const disposition = shownInline.has(type) ? 'inline' : 'attachment';
  response.set({
    'content-type': type,
    'content-disposition': create(attachment.filename, { type: disposition }),
    'x-content-type-options': 'nosniff',
  });
  response.end(bytes);
};
