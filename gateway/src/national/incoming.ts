import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { AppError } from '@jamaa/kit';
import type { Request } from 'express';
import getRawBody from 'raw-body';
import { JSON_LIMIT } from '../http/body.ts';
import type { Route } from '../http/route.ts';

const decoders = { gzip: promisify(gunzip), deflate: promisify(inflate), br: promisify(brotliDecompress) } as const;

/** The body as it came, byte for byte. @throws AppError `payload-too-large` above what the endpoint takes */
export async function wholeBody(request: Request, { rawBody }: Route): Promise<Buffer> {
  const limit = rawBody?.limit ?? JSON_LIMIT;
  const tooLarge = (cause?: unknown) =>
    new AppError('payload-too-large', `the body is larger than ${limit} bytes`, { cause });
  const length = Number(request.get('content-length') ?? 0);
  if (length > limit) throw tooLarge();
  try {
    return await getRawBody(request, { limit });
  } catch (error) {
    if (has('status', error) && error.status === 413) throw tooLarge(error);
    throw error;
  }
}

/**
 * What a body says, as far as it can be read: its cell reads it again and says what is wrong with it, so that here nothing is
 * refused. `undefined` for what cannot be read.
 */
export async function readBody(request: Request, bytes: Buffer, limit = JSON_LIMIT): Promise<unknown> {
  const encoding = (request.get('content-encoding') ?? 'identity').trim().toLowerCase();
  try {
    if (encoding !== 'identity' && !(encoding in decoders)) return undefined;
    const decode = decoders[encoding as keyof typeof decoders] as (typeof decoders)['gzip'] | undefined;
    const plain = decode === undefined ? bytes : await decode(bytes, { maxOutputLength: limit });
    const text = plain.toString('utf8');
    if (request.is('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text));
    return text === '' ? {} : (JSON.parse(text) as unknown);
  } catch (error) {
    // No JSON, or (with a code) what cannot be unpacked.
    if (error instanceof SyntaxError || has('code', error)) return undefined;
    throw error;
  }
}

const has = <K extends string>(key: K, error: unknown): error is Record<K, unknown> =>
  typeof error === 'object' && error !== null && key in error;
