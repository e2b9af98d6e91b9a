import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '@jamaa/observability';
import { Pool } from 'undici';
import type { CellAnswer, CellRequest } from './cell.ts';
import { CellFailure } from './failure.ts';

export interface Connections {
  readonly origin: string;
  /** @throws CellFailure */
  send(request: CellRequest): Promise<CellAnswer>;
  /** Waits for what is in flight. */
  close(): Promise<void>;
}

export interface ConnectionOptions {
  readonly origin: string;
  /** Folder of the certificate shown to the cell. */
  readonly tlsFolder: string | undefined;
  readonly most: number;
  readonly connectTimeoutMs: number;
  /** Longest silence within an answer. */
  readonly silenceMs: number;
  readonly logger: Logger;
}

/** Certificates are renewed while we run: files are read again so often, and new connections use what they say. */
const REFRESH_MS = 60_000;
/** Shorter than the cell's own, so that a connection is not used in the moment in which the cell gives it up. */
const KEEP_ALIVE_MS = 15_000;

/** A pool of connections to the gateway of one cell. */
export async function connectTo(o: ConnectionOptions): Promise<Connections> {
  let certificate = await readCertificate(o.tlsFolder);
  const open = (): Pool =>
    new Pool(o.origin, {
      connections: o.most,
      pipelining: 1,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MS,
      bodyTimeout: o.silenceMs,
      connect: { timeout: o.connectTimeoutMs, ...certificate },
    });
  let pool = open();
  const renew = async (): Promise<void> => {
    const found = await readCertificate(o.tlsFolder);
    if (found?.cert === certificate?.cert && found?.ca === certificate?.ca) return;
    certificate = found;
    const old = pool;
    pool = open();
    await old.close();
  };
  const timer =
    o.tlsFolder === undefined
      ? undefined
      : setInterval(() => {
          renew().catch((error: unknown) => o.logger.error({ err: error }, 'certificate not renewed'));
        }, REFRESH_MS).unref();
  return {
    origin: o.origin,
    async send({ method, path, headers, body, timeoutMs, signal }) {
      try {
        const answer = await pool.request({
          method: method as 'GET',
          path,
          headers: headers as Record<string, string | string[]>,
          body: body ?? null,
          ...(timeoutMs === undefined ? {} : { headersTimeout: timeoutMs }),
          ...(signal === undefined ? {} : { signal }),
        });
        if (isFromTheWay(answer.statusCode, answer.headers)) {
          await answer.body.dump();
          throw new CellFailure(`answered ${answer.statusCode} by what stands in front of it`);
        }
        return { status: answer.statusCode, headers: answer.headers, body: answer.body };
      } catch (error) {
        throw failureOf(error, signal);
      }
    },
    async close() {
      clearInterval(timer);
      await pool.close();
    },
  };
}

async function readCertificate(folder: string | undefined) {
  if (folder === undefined) return undefined;
  const [cert, key, ca] = await Promise.all(
    ['tls.crt', 'tls.key', 'ca.crt'].map((name) => readFile(join(folder, name), 'utf8')),
  );
  return { cert, key, ca };
}

/** A cell's gateway answers problem documents; a bare 502 or 503 is of a proxy that has not found it. */
const isFromTheWay = (status: number, headers: CellAnswer['headers']): boolean =>
  [502, 503, 504].includes(status) && !String(headers['content-type']).startsWith('application/problem+json');

const NOT_SENT = ['UND_ERR_CONNECT_TIMEOUT', 'ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'EAI_AGAIN'];

function failureOf(error: unknown, signal: AbortSignal | undefined): unknown {
  if (error instanceof CellFailure) return error;
  if (signal?.aborted === true && !isTimeout(signal.reason))
    return new CellFailure('the client went away', { ofTheCell: false, cause: error });
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const slow = code === 'UND_ERR_HEADERS_TIMEOUT' || isTimeout(signal?.reason);
  return new CellFailure(slow ? 'did not answer in time' : 'cannot be reached', {
    sent: !NOT_SENT.includes(code),
    cause: error,
  });
}

const isTimeout = (reason: unknown): boolean =>
  typeof reason === 'object' && reason !== null && 'name' in reason && reason.name === 'TimeoutError';
