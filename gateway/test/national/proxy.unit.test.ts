import { createHash, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { makeReference } from '@jamaa/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { closeAll, type FakeCell, fakeCell, json, type National, nationalOf, problem, send } from './support.ts';

const inCell = (region: string) => makeReference(region, 2026, Uint8Array.of(9, 8, 7, 6, 5, 4));
const SEFROU = { longitude: -4.83, latitude: 33.83 };
const CASABLANCA = { longitude: -7.59, latitude: 33.57 };

let fes: FakeCell;
let casa: FakeCell;
let hub: FakeCell;
let national: National;
beforeAll(async () => {
  [fes, casa, hub] = await Promise.all([fakeCell(), fakeCell(), fakeCell()]);
  national = await nationalOf({ '03': fes, '06': casa, '00': hub });
});
afterAll(closeAll);
beforeEach(() => {
  for (const cell of [fes, casa, hub]) {
    cell.arrived.length = 0;
    cell.behave((_request, response) => json(response, 200, {}));
  }
});
const counts = () => [fes, casa, hub].map(({ arrived }) => arrived.length);
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  send(national.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

describe('the one cell of a request', () => {
  it('is found by the point of a complaint, whose bytes arrive as they were', async () => {
    // Spaces, order and escapes that a second writing would lose.
    const text = `{ "kind" : "complaint",\n "location":{"latitude":33.830000,"longitude":-4.83}, "description":"\\u0645صباح" }`;
    fes.behave((_request, response) => json(response, 201, { ok: 1 }, { location: '/v1/complaints/X' }));
    const answer = await post('/v1/complaints', text);
    expect([answer.status, answer.headers['location'], answer.headers['jamaa-cell']]).toEqual([
      201,
      '/v1/complaints/X',
      '03',
    ]);
    expect(counts()).toEqual([1, 0, 0]);
    expect(fes.arrived[0]?.body.toString('utf8')).toBe(text);
  });
  it.each([
    ['a commune', 'POST', '/v1/complaints', { commune: '06.141.01.09' }, {}],
    ['a point', 'POST', '/v1/complaints/similar', { location: CASABLANCA }, {}],
    ['a reference in the path', 'GET', `/v1/complaints/${inCell('06')}`, undefined, {}],
    ['a reference in lower case', 'GET', `/v1/complaints/${inCell('06').toLowerCase()}/clocks`, undefined, {}],
    ['a reference in the body', 'POST', '/v1/tracking-code-recovery', { reference: inCell('06') }, {}],
    ['a body’s id', 'GET', '/v1/reply-templates?organisation=commune:06.141.01.09', undefined, {}],
    ['a bureau', 'GET', '/v1/civil/bureaux/06.141.01.09-1/registers', undefined, {}],
    ['the territory of a list', 'GET', '/v1/complaints?territory=06', undefined, {}],
    ['the header', 'GET', '/v1/queues', undefined, { 'jamaa-cell': '06' }],
    ['the header, for a list', 'GET', '/v1/escalations', undefined, { 'jamaa-cell': '06' }],
  ])('is found by %s', async (_how, method, path, body, headers) => {
    const sent = { method, headers: { 'content-type': 'application/json', ...(headers as Record<string, string>) } };
    const answer = await send(national.url + path, body === undefined ? sent : { ...sent, body: JSON.stringify(body) });
    expect([answer.status, counts()]).toEqual([200, [0, 1, 0]]);
    expect(answer.headers['jamaa-cell']).toBe('06');
  });
  it('is asked for where nothing tells it, and how to learn it is said', async () => {
    for (const [path, body] of [
      ['/v1/complaints', {}],
      ['/v1/uploads', ''],
      ['/v1/routing/rule-sets', {}],
    ] as const) {
      const answer = await post(path, body);
      const told = JSON.parse(answer.body.toString()) as { code: string; detail: string; errors: object[] };
      expect([answer.status, told.code]).toEqual([400, 'cell-required']);
      expect(told.detail).toMatch(/Jamaa-Cell.*GET \/v1\/locate/);
      expect(told.errors).toMatchObject([{ path: 'Jamaa-Cell' }]);
    }
    expect((await send(`${national.url}/v1/queues`, { headers: { 'jamaa-cell': '99' } })).status).toBe(400);
    expect(counts()).toEqual([0, 0, 0]);
  });
  it.each([
    ['no JSON', 'POST', '/v1/complaints', '{'],
    ['a point outside the kingdom', 'POST', '/v1/complaints', '{"location":{"longitude":2.35,"latitude":48.85}}'],
    ['no reference', 'GET', '/v1/complaints/nothing', undefined],
    ['the reference of a région that there is not', 'GET', `/v1/complaints/${inCell('77')}`, undefined],
  ])('is any, for what is %s: it refuses in its own words', async (_what, method, path, body) => {
    hub.behave((_request, response) => problem(response, 422, 'validation-failed'));
    const sent = { method, headers: { 'content-type': 'application/json' } };
    const answer = await send(national.url + path, body === undefined ? sent : { ...sent, body });
    expect([answer.status, counts()]).toEqual([422, [0, 0, 1]]);
    expect(answer.headers['jamaa-cell']).toBeUndefined();
  });
  it('is found in a body that is compressed, which stays compressed', async () => {
    const packed = gzipSync(JSON.stringify({ location: SEFROU }));
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    await send(`${national.url}/v1/complaints`, { method: 'POST', headers, body: packed });
    expect(counts()).toEqual([1, 0, 0]);
    expect(fes.arrived[0]?.body.equals(packed)).toBe(true);
    expect(fes.arrived[0]?.headers['content-encoding']).toBe('gzip');
  });
  it('is not sent a body larger than the endpoint takes', async () => {
    const answer = await post('/v1/complaints', { description: 'x'.repeat(600_000), commune: '06.141.01.09' });
    expect([answer.status, counts()]).toEqual([413, [0, 0, 0]]);
  });
});

describe('a request on its way', () => {
  it('keeps what is the client’s, and loses what is of the connection', async () => {
    const headers = {
      authorization: 'Bearer abc',
      'idempotency-key': 'k-1',
      'tracking-code': 'T-1',
      'accept-language': 'fr',
      'if-match': '"v3"',
      connection: 'close, X-Once',
      'x-once': '1',
      te: 'trailers',
      'proxy-authorization': 'secret',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    };
    await send(`${national.url}/v1/complaints/${inCell('03')}?a=%20b&a=c`, { headers });
    const [arrived] = fes.arrived;
    expect(arrived?.url).toBe(`/v1/complaints/${inCell('03')}?a=%20b&a=c`);
    const { connection: _c, 'x-once': _x, te: _t, 'proxy-authorization': _p, ...kept } = headers;
    expect(arrived?.headers).toMatchObject(kept);
    for (const name of ['x-once', 'te', 'proxy-authorization']) expect(arrived?.headers).not.toHaveProperty(name);
  });
  it('tells where it comes from, and not what the client claims of it', async () => {
    const headers = {
      'x-forwarded-for': '6.6.6.6',
      forwarded: 'for=6.6.6.6',
      'x-real-ip': '6.6.6.6',
      host: 'jamaa.example',
    };
    await send(`${national.url}/v1/complaints/${inCell('03')}`, { headers });
    expect(fes.arrived[0]?.headers).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-host': 'jamaa.example',
      'x-forwarded-proto': 'http',
    });
    expect(JSON.stringify(fes.arrived[0]?.headers)).not.toContain('6.6.6.6');
    expect(fes.arrived[0]?.headers.host).toBe(`127.0.0.1:${fes.port}`);
  });
  it('tells what a trusted proxy has told', async () => {
    const behind = await nationalOf({ '03': fes }, { TRUSTED_PROXIES: '1' });
    await send(`${behind.url}/v1/complaints/${inCell('03')}`, { headers: { 'x-forwarded-for': '6.6.6.6, 105.1.2.3' } });
    expect(fes.arrived[0]?.headers['x-forwarded-for']).toBe('105.1.2.3, 127.0.0.1');
  });
});

describe('an answer on its way', () => {
  it('is the cell’s, whatever it says', async () => {
    fes.behave((_request, response) =>
      json(
        response,
        409,
        { code: 'x' },
        {
          'content-type': 'application/problem+json',
          etag: '"v7"',
          ratelimit: 'limit=1',
          connection: 'X-Once',
          'x-once': '1',
          'set-cookie': 'a=b',
          location: `http://127.0.0.1:${fes.port}/v1/x`,
        },
      ),
    );
    const answer = await send(`${national.url}/v1/complaints/${inCell('03')}`);
    expect([answer.status, answer.body.toString()]).toEqual([409, '{"code":"x"}']);
    expect(answer.headers).toMatchObject({
      etag: '"v7"',
      ratelimit: 'limit=1',
      'content-type': 'application/problem+json',
      'set-cookie': ['a=b'],
      location: '/v1/x',
    });
    expect(answer.headers).not.toHaveProperty('x-once');
  });
  it('is a 503 of the cell’s own as it is', async () => {
    fes.behave((_request, response) => problem(response, 503, 'unavailable'));
    const answer = await send(`${national.url}/v1/complaints/${inCell('03')}`);
    expect([answer.status, JSON.parse(answer.body.toString())]).toEqual([503, { code: 'unavailable', status: 503 }]);
  });
  it('has no body for HEAD and 304, and their headers', async () => {
    fes.behave(
      (_request, response) => void response.writeHead(200, { 'upload-offset': '5', 'tus-resumable': '1.0.0' }).end(),
    );
    const head = await send(`${national.url}/v1/uploads/u-1`, { method: 'HEAD', headers: { 'jamaa-cell': '03' } });
    expect([head.status, head.headers['upload-offset'], head.body.length]).toEqual([200, '5', 0]);
    fes.behave((_request, response) => void response.writeHead(304, { etag: '"a"' }).end());
    const same = await send(`${national.url}/v1/complaints/${inCell('03')}/receipt`, {
      headers: { 'if-none-match': '"a"' },
    });
    expect([same.status, same.headers.etag, same.body.length]).toEqual([304, '"a"', 0]);
    expect(fes.arrived[1]?.headers['if-none-match']).toBe('"a"');
  });
});

describe('large bodies', () => {
  const bytes = randomBytes(10 * 1024 ** 2);
  const digest = (of: Buffer) => createHash('sha256').update(of).digest('hex');
  const tus = { 'jamaa-cell': '03', 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' };

  it('are given on while they come in: 10 MB up', async () => {
    const first = Promise.withResolvers<number>();
    const seen = createHash('sha256');
    let size = 0;
    fes.behave(async (request, response) => {
      for await (const piece of request as AsyncIterable<Buffer>) {
        size += piece.length;
        seen.update(piece);
        first.resolve(size);
      }
      response.writeHead(204, { 'upload-offset': String(size) }).end();
    });
    const { port } = new URL(national.url);
    const { request: open } = await import('node:http');
    const upload = open({
      host: '127.0.0.1',
      port,
      method: 'PATCH',
      path: '/v1/uploads/u-1',
      headers: { ...tus, 'content-length': bytes.length },
    });
    const answered = new Promise<number>((resolve, reject) => {
      upload.on('response', (response) => resolve(response.resume().statusCode ?? 0));
      upload.on('error', reject);
    });
    upload.write(bytes.subarray(0, 100_000));
    // The cell has bytes while the client still has most of them.
    expect(await first.promise).toBeLessThanOrEqual(100_000);
    upload.end(bytes.subarray(100_000));
    expect([await answered, size, seen.digest('hex')]).toEqual([204, bytes.length, digest(bytes)]);
    expect(fes.arrived[0]?.headers['content-length']).toBe(String(bytes.length));
  });
  it('come down as they are, in part where a part is asked for', async () => {
    fes.behave((request, response) => {
      const range = /^bytes=(\d+)-(\d+)$/.exec(String(request.headers.range));
      const [from, to] = [Number(range?.[1] ?? 0), Number(range?.[2] ?? bytes.length - 1)];
      response.writeHead(range === null ? 200 : 206, { 'content-type': 'image/jpeg', 'content-length': to - from + 1 });
      response.end(bytes.subarray(from, to + 1));
    });
    const path = `${national.url}/v1/complaints/${inCell('03')}/attachments/a-1`;
    const whole = await send(path);
    expect([whole.status, whole.headers['content-length'], digest(whole.body)]).toEqual([
      200,
      String(bytes.length),
      digest(bytes),
    ]);
    const part = await send(path, { headers: { range: 'bytes=100-299' } });
    expect([part.status, part.body.equals(bytes.subarray(100, 300))]).toEqual([206, true]);
  });
  it('may be refused before they are read, and the client hears why', async () => {
    fes.behave((_request, response) => problem(response, 404, 'not-found'));
    const answer = await send(`${national.url}/v1/uploads/u-1`, {
      method: 'PATCH',
      headers: tus,
      body: bytes.subarray(0, 3_000_000),
    });
    expect([answer.status, JSON.parse(answer.body.toString())]).toMatchObject([404, { code: 'not-found' }]);
  });
});

describe('its own addresses', () => {
  it('are those of the API: others are 404 and 405, OPTIONS tells what may be done', async () => {
    expect((await send(`${national.url}/v1/nothing`)).status).toBe(404);
    expect((await send(`${national.url}/v1/complaints`, { method: 'DELETE' })).status).toBe(405);
    const options = await send(`${national.url}/v1/uploads`, { method: 'OPTIONS' });
    expect([options.status, options.headers['tus-version']]).toEqual([204, '1.0.0']);
    expect(counts()).toEqual([0, 0, 0]);
  });
  it('tell the API with what is added to it', async () => {
    const { body } = await send(`${national.url}/openapi.json`);
    const { paths } = JSON.parse(body.toString()) as { paths: Record<string, Record<string, Record<string, object>>> };
    expect(JSON.stringify(paths['/v1/complaints']?.['get']?.['responses'])).toMatch(/"partial".*"missing"/);
    expect(paths['/v1/queues']?.['get']?.['parameters']).toMatchObject([
      { name: 'Jamaa-Cell', in: 'header', required: true },
    ]);
    expect(paths['/v1/complaints']?.['post']?.['responses']).toMatchObject({ 201: { headers: { 'Jamaa-Cell': {} } } });
    expect((await send(`${national.url}/problems/cell-unavailable`)).status).toBe(200);
  });
});
