import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { Cell, CellRequest } from './cells/cell.ts';
import { toCell, toClient } from './headers.ts';

/** Ends when the client goes away before it has its answer: nobody is worked for any longer. */
export function whileWaiting(response: Response): AbortSignal {
  const gone = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
}

/** The body as it comes, or nothing where none is announced. */
function bodyOf(request: Request): Readable | undefined {
  const announced = request.get('transfer-encoding') !== undefined || Number(request.get('content-length') ?? 0) > 0;
  if (!announced || request.method === 'GET' || request.method === 'HEAD') return undefined;
  // A cell that refuses before it has read all must not cost the client the connection on which it is told so.
  const through = new PassThrough();
  request.on('error', (error) => through.destroy(error));
  request.on('aborted', () => through.destroy());
  return request.pipe(through);
}

/** Sends a request to one cell and its answer to the client, both as they are and as they come. @throws CellFailure */
export async function forward(
  cell: Cell,
  request: Request,
  response: Response,
  o: {
    readonly body?: Buffer;
    readonly timeoutMs?: number;
    /** Cell that the client is told for requests to come; empty: none. */
    readonly tell: string;
  },
): Promise<void> {
  const { 'content-length': length, ...headers } = toCell(request);
  const body = o.body === undefined ? bodyOf(request) : o.body.length === 0 ? undefined : o.body;
  const sent: CellRequest = {
    method: request.method,
    path: request.originalUrl,
    headers:
      length === undefined || body === undefined || Buffer.isBuffer(body)
        ? headers
        : { ...headers, 'content-length': length },
    body,
    signal: whileWaiting(response),
    ...(o.timeoutMs === undefined ? {} : { timeoutMs: o.timeoutMs }),
  };
  await cell.exchange(sent, async (answer) => {
    response.status(answer.status);
    for (const [name, value] of Object.entries(toClient(answer.headers, cell.origin))) response.setHeader(name, value);
    if (o.tell !== '') response.setHeader('Jamaa-Cell', o.tell);
    await pipeline(answer.body, response);
  });
}
