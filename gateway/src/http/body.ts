import { AppError } from '@jamaa/kit';
import express, { type RequestHandler } from 'express';

/** Bytes of a JSON body. */
export const JSON_LIMIT = 512 * 1024;

/**
 * Reads a body of at most `limit` bytes of one of these media types (any when absent) into `request.body`. A length that is announced as
 * too great is refused at once: nobody is made to send it, and a sender that never does is not waited for.
 */
export const rawBody = (limit: number, types?: readonly string[]): RequestHandler[] => [
  (request, _response, next) => {
    if (Number(request.get('content-length') ?? 0) > limit)
      throw new AppError('payload-too-large', `the body is larger than ${limit} bytes`);
    next();
  },
  express.raw({ type: types === undefined ? () => true : [...types], limit }),
  (request, _response, next) => {
    if (types !== undefined && request.is([...types]) === false)
      throw new AppError('unsupported-media-type', `send ${types.join(' or ')}`);
    next();
  },
];

/** Leaves a body of one media type where it is: whoever handles the request reads it, as fast as it can be put down. */
export const streamedBody = (type: string): RequestHandler[] => [
  (request, _response, next) => {
    if (request.is(type) === false) throw new AppError('unsupported-media-type', `send ${type}`);
    next();
  },
];

/**
 * Reads a JSON body strictly: UTF-8 that is valid (a lenient decoder would store replacement characters in people's names),
 * an object, of a bounded size. `request.body` is then the object, or undefined when there was none.
 */
export const jsonBody: RequestHandler[] = [
  ...rawBody(JSON_LIMIT),
  (request, _response, next) => {
    const bytes: unknown = request.body;
    if (!Buffer.isBuffer(bytes) || bytes.length === 0) {
      request.body = undefined;
      return next();
    }
    if (!request.is('application/json') || !isUtf8(request.get('content-type') ?? ''))
      throw new AppError('unsupported-media-type', 'send application/json in UTF-8');
    request.body = parse(bytes);
    next();
  },
];

/** JSON between systems is UTF-8 (RFC 8259, 8.1); a text declared as anything else would be misread. */
const isUtf8 = (contentType: string): boolean => {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(contentType)?.[1];
  return charset === undefined || /^utf-?8$/i.test(charset);
};

function parse(bytes: Buffer): unknown {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new AppError('malformed-request', 'the body is not valid UTF-8', { cause: error });
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch (error) {
    throw new AppError('malformed-request', 'the body is not valid JSON', { cause: error });
  }
  throw new AppError('malformed-request', 'the body must be a JSON object');
}
