import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import {
  BulkheadRejectedError,
  bulkhead,
  ConsecutiveBreaker,
  circuitBreaker,
  handleType,
  isBrokenCircuitError,
} from 'cockatiel';
import type { Connections } from './connections.ts';
import { CellFailure } from './failure.ts';
import type { CellMetrics } from './metrics.ts';

export interface CellOptions {
  readonly code: string;
  readonly connections: Connections;
  readonly metrics: CellMetrics;
  /** Requests at a time. */
  readonly concurrency: number;
  readonly failures: number;
  readonly restMs: number;
  readonly answerTimeoutMs: number;
  /** For a request that finds out whether a cell is back: others must not wait long for it. */
  readonly trialTimeoutMs: number;
}

export interface CellRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: Readable | Buffer | undefined;
  /** Milliseconds to the first byte of the answer, where they are fewer than usual. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface CellAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readable;
}

/** The gateway of one cell, fenced off so that its troubles stay its own. */
export interface Cell {
  readonly code: string;
  /** Where its gateway is. */
  readonly origin: string;
  /** `open`: it is left alone. */
  readonly state: 'closed' | 'half-open' | 'open';
  /**
   * Sends a request and gives its answer to `use`, whose end is the end of the exchange: until then it counts as one at a time.
   * @throws CellFailure when the cell cannot be reached, is left alone, has too much to do or takes too long
   */
  exchange<T>(request: CellRequest, use: (answer: CellAnswer) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const STATES = ['closed', 'open', 'half-open', 'open'] as const;

/** A cell behind a breaker, which leaves it alone after failures in a row, and a bulkhead, which bounds what it may hold up. */
export function createCell(o: CellOptions): Cell {
  const breaker = circuitBreaker(
    handleType(CellFailure, ({ ofTheCell }) => ofTheCell),
    { halfOpenAfter: o.restMs, breaker: new ConsecutiveBreaker(o.failures) },
  );
  const room = bulkhead(o.concurrency);
  const state = (): (typeof STATES)[number] => STATES[breaker.state] ?? 'open';
  breaker.onStateChange(() => o.metrics.state(o.code, state()));
  o.metrics.state(o.code, 'closed');
  o.metrics.inFlight(o.code, () => o.concurrency - room.executionSlots);
  const rest = Math.ceil(o.restMs / 1_000);

  const send = (request: CellRequest): Promise<CellAnswer> => {
    const usual = state() === 'half-open' ? o.trialTimeoutMs : o.answerTimeoutMs;
    return o.connections.send({ ...request, timeoutMs: Math.min(request.timeoutMs ?? usual, usual) });
  };
  return {
    code: o.code,
    origin: o.connections.origin,
    get state() {
      return state();
    },
    async exchange(request, use) {
      const end = o.metrics.begin(o.code);
      let outcome = 'failed';
      try {
        return await room.execute(async () => {
          const answer = await breaker.execute(() => send(request));
          outcome = `${Math.floor(answer.status / 100)}xx`;
          try {
            return await use(answer);
          } finally {
            letGo(answer.body);
          }
        });
      } catch (error) {
        if (error instanceof BulkheadRejectedError) outcome = 'full';
        if (isBrokenCircuitError(error)) outcome = 'left-alone';
        throw asFailure(error, o.code, rest);
      } finally {
        end(outcome);
      }
    },
    close: () => o.connections.close(),
  };
}

function asFailure(error: unknown, code: string, rest: number): unknown {
  if (error instanceof CellFailure) return error.of(code);
  if (error instanceof BulkheadRejectedError) return new CellFailure('too much to do', { code, retryAfter: 1 });
  if (isBrokenCircuitError(error)) return new CellFailure('out of reach', { code, retryAfter: rest });
  return error;
}

/** Gives up what is left of an answer. Whoever read it has been told of its error; destroying it makes one more, which is ours. */
function letGo(body: Readable): void {
  if (body.destroyed) return;
  body.on('error', () => undefined);
  body.destroy();
}
