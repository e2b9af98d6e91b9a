import type { TerritoryIndex } from '@jamaa/territory';
import type { Request, Response } from 'express';
import type { Route } from '../http/route.ts';
import type { WholeAnswer } from './ask.ts';
import type { Cell } from './cells/cell.ts';
import type { CellMetrics } from './cells/metrics.ts';
import { toClient } from './headers.ts';
import type { SendUnavailable } from './problems.ts';
import type { Row } from './row.ts';

/** What all ways of answering work with. */
export interface National {
  /** By région code. */
  readonly cells: ReadonlyMap<string, Cell>;
  readonly territory: TerritoryIndex;
  readonly metrics: CellMetrics;
  readonly sendUnavailable: SendUnavailable;
  readonly timeoutMs: number;
  readonly answerTimeoutMs: number;
}

/** A request on its way. `bytes` is its body, where that had to be read before. */
export interface Passage {
  readonly one: Route;
  readonly row: Row;
  readonly request: Request;
  readonly response: Response;
  readonly bytes: Buffer | undefined;
  /** What the body says, where it had to be read and can be. */
  readonly body: unknown;
}

/** Passes on what one cell has answered, as it is. */
export function passOn(response: Response, answer: WholeAnswer, tell = true): void {
  response.status(answer.status);
  for (const [name, value] of Object.entries(toClient(answer.headers, answer.cell.origin)))
    response.setHeader(name, value);
  if (tell) response.setHeader('Jamaa-Cell', answer.cell.code);
  response.end(answer.body);
}
