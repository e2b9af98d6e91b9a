import { type National, type Passage, passOn } from './answer.ts';
import { ask, type WholeAnswer } from './ask.ts';
import type { Cell } from './cells/cell.ts';
import { CellFailure } from './cells/failure.ts';
import { listOfAll } from './fan-out/pages.ts';
import { whileWaiting } from './forward.ts';
import { toCell } from './headers.ts';
import { answerAny } from './one.ts';

/** A request's headers for one of several cells: its body may be another, its answer is read here. */
function headersFor({ request }: Passage): Record<string, string | readonly string[]> {
  const {
    'content-length': _length,
    'accept-encoding': _encoding,
    'if-none-match': _match,
    range: _range,
    ...headers
  } = toCell(request);
  return headers;
}

/** A list of all cells; what does not answer in time is named, and the rest told. */
export async function answerList(national: National, passage: Passage, cells: readonly Cell[]): Promise<void> {
  const { one, row, request, response, body } = passage;
  const { list } = row;
  if (list === undefined) throw new Error(`${one.operationId} is no list`);
  const inBody = list.pages === 'body';
  const headers = headersFor(passage);
  const signal = whileWaiting(response);
  const given = inBody ? objectOf(body) : request.query;
  const cursor = typeof given['cursor'] === 'string' && given['cursor'] !== '' ? given['cursor'] : undefined;
  const asked = await listOfAll({
    list,
    query: request.query,
    cursor: list.pages === 'none' ? undefined : cursor,
    cells,
    async ask(cell, at, limit) {
      const query = new URLSearchParams(new URL(request.originalUrl, cell.origin).search);
      if (limit !== undefined) query.set('limit', String(limit));
      if (!inBody && list.pages !== 'none') setOrDrop(query, 'cursor', at);
      const { cursor: _cursor, ...rest } = objectOf(body);
      const sent = inBody ? Buffer.from(JSON.stringify(at === '' ? rest : { ...rest, cursor: at })) : undefined;
      const path = `${request.path}${query.size === 0 ? '' : `?${query}`}`;
      try {
        const timeoutMs = national.timeoutMs;
        return await ask(cell, { method: request.method, path, headers, body: sent, timeoutMs, signal });
      } catch (error) {
        if (error instanceof CellFailure && error.ofTheCell) return undefined;
        throw error;
      }
    },
  });
  if ('refusal' in asked) return passOn(response, asked.refusal, false);
  if ('nobody' in asked) return national.sendUnavailable(request, response, asked.nobody.map(outOfReach));
  national.metrics.partial(one.operationId, asked.missing);
  response.setHeader('Cache-Control', 'no-store');
  response.status(200).json(asked.body);
}

const outOfReach = (code: string) => ({ code, retryAfter: 2, sent: false });

const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

function setOrDrop(query: URLSearchParams, name: string, value: string): void {
  if (value === '') query.delete(name);
  else query.set(name, value);
}

interface Question {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string | readonly string[]>;
  readonly body?: Buffer | undefined;
}

/** Asks every cell the same. @throws what is no failure of a cell */
async function askAll({ response }: Passage, cells: readonly Cell[], question: Question, timeoutMs: number) {
  const signal = whileWaiting(response);
  const settled = await Promise.allSettled(cells.map((cell) => ask(cell, { ...question, timeoutMs, signal })));
  const answers: WholeAnswer[] = [];
  const failures: CellFailure[] = [];
  for (const one of settled) {
    if (one.status === 'fulfilled') answers.push(one.value);
    else if (one.reason instanceof CellFailure && one.reason.ofTheCell) failures.push(one.reason);
    else throw one.reason;
  }
  return { answers, failures };
}

const asItCame = (passage: Passage): Question => {
  const { request, bytes } = passage;
  const body = bytes?.length === 0 ? undefined : bytes;
  return { method: request.method, path: request.originalUrl, headers: headersFor(passage), body };
};

const worked = ({ status }: WholeAnswer): boolean => status < 400;

/** The answer of the cell that knows it. That none does is said only when all have said so. */
export async function answerFirst(national: National, passage: Passage, cells: readonly Cell[]): Promise<void> {
  const { row, request, response, bytes } = passage;
  let question = asItCame(passage);
  if (row.question !== undefined) {
    const path = row.question(bytes ?? Buffer.alloc(0), (name) => request.get(name));
    // Nothing to ask for: any cell says what is wrong with it.
    if (path === undefined) return await answerAny(national, passage);
    const { 'content-type': _type, ...headers } = question.headers;
    question = { method: 'GET', path, headers: { ...headers, accept: 'application/json' } };
  }
  const { answers, failures } = await askAll(passage, cells, question, national.timeoutMs);
  const found = answers.find(worked);
  if (found !== undefined) return passOn(response, found);
  const refusal = answers.find(({ status }) => status !== 404 && status !== 403);
  if (refusal === undefined && failures.length > 0) return national.sendUnavailable(request, response, failures);
  const none = refusal ?? answers[0];
  if (none === undefined) throw new Error('there is no cell');
  passOn(response, none, false);
}

/** Done in all cells, or told that it is not: half done must not look like done. */
export async function answerAll(national: National, passage: Passage): Promise<void> {
  const { request, response } = passage;
  const cells = [...national.cells.values()];
  const { answers, failures } = await askAll(passage, cells, asItCame(passage), national.answerTimeoutMs);
  if (failures.length > 0) return national.sendUnavailable(request, response, failures);
  const done = answers.find(worked) ?? answers.find(({ status }) => status !== 404) ?? answers[0];
  if (done === undefined) throw new Error('there is no cell');
  passOn(response, done, false);
}
