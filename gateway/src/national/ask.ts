import type { IncomingHttpHeaders } from 'node:http';
import getRawBody from 'raw-body';
import type { Cell, CellRequest } from './cells/cell.ts';
import { CellFailure } from './cells/failure.ts';

/** More than any page of a list has; a cell that sends more is not believed. */
const MOST = 32 * 1024 ** 2;

export interface WholeAnswer {
  readonly cell: Cell;
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Asks one cell among several and waits for the whole answer. @throws CellFailure when it has not come in time, or is a 5xx */
export async function ask(
  cell: Cell,
  { timeoutMs, ...request }: CellRequest & { readonly timeoutMs: number },
): Promise<WholeAnswer> {
  const time = AbortSignal.timeout(timeoutMs);
  const signal = request.signal === undefined ? time : AbortSignal.any([time, request.signal]);
  return await cell.exchange({ ...request, timeoutMs, signal }, async ({ status, headers, body }) => {
    if (status >= 500) throw new CellFailure(`answered ${status}`, { sent: true });
    try {
      return { cell, status, headers, body: await getRawBody(body, { limit: MOST }) };
    } catch (error) {
      throw new CellFailure('broke off its answer', { sent: true, cause: error });
    }
  });
}
