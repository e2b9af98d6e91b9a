import { AppError } from '@jamaa/kit';
import express, { type RequestHandler } from 'express';

const LIMIT = '512kb';
const raw = express.raw({ type: () => true, limit: LIMIT });

/**
 * Reads a JSON body strictly: UTF-8 that is valid (a lenient decoder would store replacement characters in people's names),
 * an object, of a bounded size. `request.body` is then the object, or undefined when there was none.
 */
export const jsonBody: RequestHandler[] = [
  raw,
  (request, _response, next) => {
    const bytes: unknown = request.body;
    if (!Buffer.isBuffer(bytes) || bytes.length === 0) {
      request.body = undefined;
      return next();
    }
    if (!request.is('application/json')) throw new AppError('unsupported-media-type', 'send application/json in UTF-8');
    request.body = parse(bytes);
    next();
  },
];

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
