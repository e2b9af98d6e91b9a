import type { National, Passage } from './answer.ts';
import type { Cell } from './cells/cell.ts';
import { CellFailure } from './cells/failure.ts';
import { forward } from './forward.ts';

/** Sends a request to its one cell; when that is down, says so of this cell alone. */
export async function answerOne(national: National, { request, response, bytes }: Passage, cell: Cell): Promise<void> {
  try {
    await forward(cell, request, response, { ...(bytes === undefined ? {} : { body: bytes }), tell: cell.code });
  } catch (error) {
    failed(national, { request, response }, error);
  }
}

/** How many cells are asked for what each of them has. */
const MOST_TRIED = 3;

/**
 * What any cell has: the hub's is asked first, then others, each for a short time, so that reading it works while one cell does.
 * What changes something is not tried twice.
 */
export async function answerAny(national: National, passage: Passage, tell = ''): Promise<void> {
  const { request, response, bytes, row } = passage;
  const all = [...national.cells.values()];
  const hub = national.cells.get('00');
  // Whoever stands in for the hub, it is not always the same.
  const others = rotated(all.filter((cell) => cell !== hub));
  const inOrder = [...(hub === undefined ? [] : [hub]), ...others];
  const usable = [
    ...inOrder.filter(({ state }) => state !== 'open'),
    ...inOrder.filter(({ state }) => state === 'open'),
  ];
  const again =
    request.method === 'GET' || request.method === 'HEAD' || (row.way === 'reference-data' && bytes !== undefined);
  const tried = usable.slice(0, again ? MOST_TRIED : 1);
  for (const [index, cell] of tried.entries()) {
    const last = index === tried.length - 1;
    try {
      const timeoutMs = last ? national.answerTimeoutMs : national.timeoutMs;
      return await forward(cell, request, response, {
        ...(bytes === undefined ? {} : { body: bytes }),
        timeoutMs,
        tell,
      });
    } catch (error) {
      if (last || response.headersSent || !(error instanceof CellFailure) || !error.ofTheCell)
        return failed(national, passage, error);
    }
  }
}

let turn = 0;

function rotated<T>(all: readonly T[]): T[] {
  turn = all.length === 0 ? 0 : (turn + 1) % all.length;
  return [...all.slice(turn), ...all.slice(0, turn)];
}

function failed(
  national: National,
  { request, response }: Pick<Passage, 'request' | 'response'>,
  error: unknown,
): void {
  // A part of the answer has gone out: breaking off is the only way left to say that the rest is missing.
  if (response.headersSent || !(error instanceof CellFailure)) throw error;
  if (!error.ofTheCell) return void response.destroy();
  national.sendUnavailable(request, response, [error]);
}
