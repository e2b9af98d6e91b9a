import { request as httpRequest, type IncomingMessage } from 'node:http';
import { makeReference } from '@jamaa/kit';
import { until } from '@jamaa/kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { closeAll, type FakeCell, fakeCell, json, type National, nationalOf, type RawAnswer, send } from './support.ts';

const inCell = (region: string) => `/v1/complaints/${makeReference(region, 2026, Uint8Array.of(9, 8, 7, 6, 5, 4))}`;
const FAILURES = 3;

let fes: FakeCell;
let casa: FakeCell;
let national: National;
beforeAll(async () => {
  [fes, casa] = await Promise.all([fakeCell(), fakeCell()]);
});
beforeEach(async () => {
  for (const cell of [fes, casa]) {
    await cell.start();
    cell.arrived.length = 0;
    cell.behave((_request, response) => json(response, 200, {}));
  }
  national = await nationalOf(
    { '03': fes, '06': casa },
    {
      CELL_TIMEOUT_MS: '400',
      CELL_ANSWER_TIMEOUT_MS: '900',
      CELL_CONCURRENCY: '4',
      CELL_FAILURES: String(FAILURES),
      CELL_REST_MS: '1000',
    },
  );
});
afterAll(closeAll);

const get = (region: string, headers: Record<string, string> = {}) => send(national.url + inCell(region), { headers });
const problemOf = ({ body }: RawAnswer) => JSON.parse(body.toString()) as Record<string, unknown>;
const metric = async (line: RegExp): Promise<number | undefined> => {
  const { body } = await send(`${national.admin}/metrics`);
  const found = body
    .toString()
    .split('\n')
    .find((one) => line.test(one));
  return found === undefined ? undefined : Number(found.slice(found.lastIndexOf(' ') + 1));
};
/** Lets `count` requests fail. */
async function fail(count: number): Promise<RawAnswer[]> {
  const answers: RawAnswer[] = [];
  for (let one = 0; one < count; one += 1) answers.push(await get('03'));
  return answers;
}

describe('a cell that is down', () => {
  beforeEach(() => fes.stop());
  it('is named, in the language asked for, with the time to come again; others are not concerned', async () => {
    const answer = await get('03', { 'accept-language': 'fr' });
    expect([answer.status, answer.headers['content-type']]).toEqual([503, 'application/problem+json; charset=utf-8']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect(problemOf(answer)).toMatchObject({
      type: '/problems/cell-unavailable',
      code: 'cell-unavailable',
      detail: expect.stringContaining('Fès-Meknès'),
      cells: [{ code: '03', name: { ar: expect.stringMatching(/فاس/), fr: 'Fès-Meknès' } }],
    });
    expect(problemOf(await get('03'))['detail']).toMatch(/فاس/);
    expect((await get('06')).status).toBe(200);
  });
  it('is left alone after failures in a row, tried again after a rest, and used again when it is back', async () => {
    await fail(FAILURES);
    expect(await metric(/cell_left_alone\{cell="03"\}/)).toBe(1);
    expect(await metric(/cell_left_alone\{cell="06"\}/)).toBe(0);
    await fes.start();
    expect((await get('03')).status).toBe(503);
    expect(fes.arrived).toHaveLength(0);
    await until('the cell is used again', async () => (await get('03')).status === 200);
    expect(await metric(/cell_left_alone\{cell="03"\}/)).toBe(0);
    expect(
      await metric(/exchange_seconds_count\{.*cell="03".*outcome="left-alone"|outcome="left-alone".*cell="03"/),
    ).toBeGreaterThan(0);
  });
  it('does not make the national gateway unready', async () => {
    await fail(FAILURES);
    for (const url of [`${national.url}/readyz`, `${national.admin}/readyz`]) {
      const ready = await send(url);
      expect([ready.status, problemOf(ready)['checks']]).toEqual([
        200,
        [
          { name: 'cell-03', state: 'degraded' },
          { name: 'cell-06', state: 'ok' },
        ],
      ]);
    }
  });
});

describe('a cell that is slow', () => {
  /** Requests wait at the cell until they are let go. */
  function hold() {
    const waiting: (() => void)[] = [];
    fes.behave((_request, response) => void waiting.push(() => json(response, 200, { held: true })));
    return { waiting, release: () => waiting.splice(0).forEach((answer) => void answer()) };
  }
  it('is waited for so long, and a change is told to be sent again under its key', async () => {
    hold();
    const answer = await send(`${national.url}${inCell('03')}/take`, {
      method: 'POST',
      headers: { 'accept-language': 'fr' },
    });
    expect([answer.status, problemOf(answer)['code']]).toEqual([503, 'cell-unavailable']);
    expect(problemOf(answer)['detail']).toContain('Idempotency-Key');
    // What was never sent cannot have been done.
    await fes.stop();
    const never = await send(`${national.url}${inCell('03')}/take`, {
      method: 'POST',
      headers: { 'accept-language': 'fr' },
    });
    expect(problemOf(never)['detail']).not.toContain('Idempotency-Key');
  });
  it('takes its own places only: one more is told at once to come again, and the other cell answers', async () => {
    const { waiting, release } = hold();
    const held = [1, 2, 3, 4].map(() => get('03'));
    await until('four wait', () => waiting.length === 4);
    expect(await metric(/cell_in_flight\{cell="03"\}/)).toBe(4);
    const more = await get('03');
    expect([more.status, more.headers['retry-after']]).toEqual([503, '1']);
    expect(fes.arrived).toHaveLength(4);
    expect((await get('06')).status).toBe(200);
    release();
    expect((await Promise.all(held)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    await until('no place is taken', async () => (await metric(/cell_in_flight\{cell="03"\}/)) === 0);
  });
  it('keeps its requests in flight when it comes to be left alone', async () => {
    const slow = Promise.withResolvers<() => void>();
    fes.behave((request, response) => {
      if (request.url?.endsWith('/receipt') !== true) return void request.socket.destroy();
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.write('first ');
      slow.resolve(() => void response.end('last'));
    });
    const held = send(`${national.url}${inCell('03')}/receipt`);
    const finish = await slow.promise;
    await fail(FAILURES);
    expect(await metric(/cell_left_alone\{cell="03"\}/)).toBe(1);
    finish();
    expect((await held).body.toString()).toBe('first last');
  });
});

describe('an answer that is none', () => {
  it('breaks off where the cell broke off: half of it does not pass for the whole', async () => {
    fes.behave((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' });
      response.write('half');
      setImmediate(() => response.destroy());
    });
    await expect(get('03')).rejects.toThrow();
  });
  it.each([502, 503, 504])('%d of what stands before the cell is a failure of the way there', async (status) => {
    fes.behave(
      (_request, response) => void response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>no</h1>'),
    );
    const answer = await get('03');
    expect([answer.status, problemOf(answer)['code']]).toEqual([503, 'cell-unavailable']);
  });
  it('is a connection that ends without one', async () => {
    fes.behave((request) => void request.socket.destroy());
    expect((await get('03')).status).toBe(503);
    fes.behave((request) => void request.socket.end('this is not HTTP\r\n\r\n'));
    expect((await get('03')).status).toBe(503);
  });
});

describe('a client that goes away', () => {
  it('frees its place, and is no failure of the cell', async () => {
    const arrived: IncomingMessage[] = [];
    fes.behave((request) => void arrived.push(request));
    for (let one = 0; one < FAILURES + 2; one += 1) {
      const request = httpRequest(national.url + inCell('03'));
      request.on('error', () => undefined);
      request.end();
      await until('it has arrived', () => arrived.length === one + 1);
      request.destroy();
      await until('the cell hears of it', () => arrived[one]?.socket.destroyed === true);
    }
    fes.behave((_request, response) => json(response, 200, {}));
    expect((await get('03')).status).toBe(200);
  });
});

describe('stopping', () => {
  it('waits for what is in flight', async () => {
    const other = await nationalOf({ '03': fes });
    const held = Promise.withResolvers<() => void>();
    fes.behave((_request, response) => held.resolve(() => json(response, 200, { done: true })));
    const asked = send(other.url + inCell('03'));
    const finish = await held.promise;
    const closed = other.stop();
    finish();
    expect((await asked).status).toBe(200);
    await closed;
  });
});
