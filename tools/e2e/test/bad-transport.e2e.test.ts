import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Answer, call, gateway, issuer, streetLight, tokenOf } from '@jamaa/e2e';
import { startChild, until } from '@jamaa/kit/testing';
import { serviceNames } from '@jamaa/stack';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Watch, watchDatabases } from './support/nothing-behind.ts';
import { dataFolder, ports } from './support/platform.ts';
import { expectProblem } from './support/problem.ts';

const MEGABYTE = 1024 * 1024;
let watch: Watch;
beforeAll(async () => {
  await call('GET', '/v1/me', { token: await tokenOf('admin') });
  watch = await watchDatabases();
});
afterAll(() => watch.close());

/** Bytes as they are, to the gateway; what it answers until it closes, or until `enough` of it is there. */
async function exchange(bytes: string | Buffer, enough = /\r\n\r\n/): Promise<string> {
  const socket = connect(ports.gateway, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString();
    if (enough.test(answer)) socket.destroy();
  });
  // A refusal may close the connection while bytes are still on their way to it.
  socket.on('error', () => socket.destroy());
  socket.write(bytes);
  await once(socket, 'close');
  return answer;
}

const head = (line: string, ...headers: string[]): string => [line, 'Host: jamaa', ...headers, '', ''].join('\r\n');
const filing = (...headers: string[]): string =>
  head('POST /v1/complaints HTTP/1.1', 'Content-Type: application/json', ...headers);

describe('a body of 20 MB', () => {
  const spaces = Buffer.alloc(20 * MEGABYTE, ' ');
  it.each([
    ['/v1/complaints', 'application/json'],
    ['/v1/accounts/import', 'text/csv'],
  ])('to %s', async (path, type) => {
    const o = { raw: spaces, token: await tokenOf('admin'), headers: { 'content-type': type } };
    expectProblem(await watch.nothingBehind(() => call('POST', path, o)), 'payload-too-large');
  });

  it('in chunks, without saying its length', async () => {
    const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' };
    const sending = request(`${gateway}/v1/complaints`, { method: 'POST', headers });
    const answered = once(sending, 'response');
    for (let sent = 0; sent < 20; sent += 1) sending.write(spaces.subarray(0, MEGABYTE));
    sending.end();
    const [answer] = (await answered) as [IncomingMessage];
    expect([answer.statusCode, JSON.parse(await text(answer)).code]).toEqual([413, 'payload-too-large']);
  });

  it('that is announced and never sent is refused at once', async () => {
    const answer = await exchange(`${filing('Content-Length: 20971520')}{"a":1}`, /payload-too-large/);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('leaves the gateway well', async () => {
    expect((await call('GET', '/v1/categories')).status).toBe(200);
  });
});

describe('a request', () => {
  it.each([
    ['shorter than its length, cut off', `${filing('Content-Length: 5000', 'Connection: close')}{"kind":`, undefined],
    ['longer than its length', filing('Content-Length: 5', 'Connection: close') + JSON.stringify(streetLight), 400],
    ['with two lengths', `${filing('Content-Length: 5', 'Content-Length: 6')}{"a":1}`, 400],
    ['with a length below zero', `${filing('Content-Length: -5')}{}`, 400],
    ['with a length and in chunks', `${filing('Content-Length: 5', 'Transfer-Encoding: chunked')}0\r\n\r\n`, 400],
    ['with an address of 100,000 characters', head(`GET /v1/complaints/${'a'.repeat(100_000)} HTTP/1.1`), 431],
    [
      'with a header of 100,000 characters',
      head('GET /v1/categories HTTP/1.1', `Tracking-Code: ${'a'.repeat(100_000)}`),
      431,
    ],
    ['with NUL in a header', head('GET /v1/categories HTTP/1.1', 'Tracking-Code: a\0b'), 400],
    ['of an unknown method', head('BREW /v1/categories HTTP/1.1'), 400],
    ['in another protocol', '\x16\x03\x01\x00\x05hello\r\n\r\n', 400],
    ['that climbs out of the documentation', head('GET /docs/../../../package.json HTTP/1.1'), 404],
    ['that climbs out of the root', head('GET /../../etc/passwd HTTP/1.1'), 404],
  ])('%s', async (_what, bytes, status) => {
    const answer = await watch.nothingBehind(() => (status === undefined ? cutOff(bytes) : exchange(bytes)));
    expect(answer).toMatch(status === undefined ? /^(HTTP\/1\.1 4\d\d |$)/ : new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer).not.toMatch(/\n\s+at |node_modules|root:/);
  });
});

it.each([
  ['Tracking-Code', 61, 'GET', '/v1/complaints/03-26-7K3Q9M-C'],
  ['If-Match', 21, 'POST', '/v1/complaints/03-26-7K3Q9M-C/take'],
])('header %s of %i characters is named in the problem', async (name, length, method, path) => {
  const headers = { [name]: 'a'.repeat(length) };
  expectProblem(await watch.nothingBehind(() => call(method, path, { headers })), 'validation-failed', [name]);
});

describe('what cannot be read as a request', () => {
  it.each([
    ['in another protocol', '\x16\x03\x01\x00\x05hello\r\n\r\n', 'malformed-request'],
    ['of an unknown method', head('BREW /v1/categories HTTP/1.1'), 'malformed-request'],
    ['with headers too long', head('GET /v1/me HTTP/1.1', `A: ${'a'.repeat(100_000)}`), 'headers-too-large'],
  ] as const)('%s is answered by a problem document', async (_what, bytes, code) => {
    const [top = '', body = ''] = (await exchange(bytes, /\r\n\r\n.*\}$/s)).split('\r\n\r\n');
    const headers = new Headers(
      top
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(': ') as [string, string]),
    );
    expectProblem({ status: Number(top.split(' ')[1]), headers, body: JSON.parse(body) }, code);
    expect(headers.get('content-length')).toBe(String(Buffer.byteLength(body)));
  });
});

/** Sends, then ends its side of the connection before everything announced is there. */
async function cutOff(bytes: string): Promise<string> {
  const socket = connect(ports.gateway, '127.0.0.1');
  socket.end(bytes);
  return text(socket);
}

describe('a method', () => {
  it.each([
    ['DELETE', '/v1/complaints', 'POST, GET, HEAD, OPTIONS'],
    ['PUT', '/v1/complaints/03-26-7K3Q9M-C', 'GET, HEAD, OPTIONS'],
    ['PATCH', '/v1/complaints/03-26-7K3Q9M-C/take', 'POST, OPTIONS'],
    ['GET', '/v1/accounts/import', 'POST, OPTIONS'],
    ['POST', '/v1/categories', 'GET, HEAD, OPTIONS'],
  ])('%s %s that is not there says which are', async (method, path, allow) => {
    const answer = await watch.nothingBehind(() => call(method, path));
    expectProblem(answer, 'method-not-allowed');
    expect(answer.headers.get('allow')).toBe(allow);
  });

  it('OPTIONS says which there are', async () => {
    const answer = await call('OPTIONS', '/v1/complaints');
    expect([answer.status, answer.headers.get('allow'), answer.body]).toEqual([204, 'POST, GET, HEAD, OPTIONS', '']);
  });

  it.each([
    ['/v1/categories', 200],
    ['/v1/complaints', 401],
    ['/v1/complaints/03-26-7K3Q9M-C', 404],
    ['/v1/complaints/03-26-7K3Q9M-C/take', 405],
    ['/v1/nowhere', 404],
  ])('HEAD %s answers like GET, without a body', async (path, status) => {
    const answer = await call('HEAD', path);
    expect([answer.status, answer.body]).toEqual([status, '']);
  });
});

it('requests beyond the quota are refused with the time to wait, and leave nothing behind', async () => {
  const [port, admin] = [ports.gateway + 45, ports.gateway + 46];
  const addresses = serviceNames.map((name) => [
    `${name.toUpperCase().replaceAll('-', '_')}_ADDRESS`,
    `127.0.0.1:${ports.rpc(name)}`,
  ]);
  const strict = startChild(join(import.meta.dirname, '../../../gateway/src/main.ts'), {
    NODE_ENV: 'development',
    SECRETS_DIR: join(await dataFolder(), 'secrets'),
    PORT: String(port),
    ADMIN_PORT: String(admin),
    ISSUER_URL: issuer,
    // One deposit, three commands and sixty readings a minute for somebody not signed in.
    QUOTA_SCALE: '0.05',
    ...Object.fromEntries(addresses),
  });
  try {
    const url = `http://127.0.0.1:${port}`;
    await until('second gateway', async () => (await fetch(`${url}/healthz`).catch(() => undefined))?.ok);
    const post = async (body: unknown): Promise<Answer> => {
      const response = await fetch(`${url}/v1/complaints`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: response.status, body: await response.json(), headers: response.headers };
    };
    const first = await watch.nothingBehind(() => post({ ...streetLight, category: 'XXX' }));
    expectProblem(first, 'validation-failed', ['category']);
    expect(first.headers.get('ratelimit')).toMatch(/^limit=1, remaining=0, reset=\d+$/);
    const second = await watch.nothingBehind(() => post(streetLight));
    expectProblem(second, 'rate-limited');
    expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(second.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect((await fetch(`${url}/v1/categories`)).status).toBe(200);
  } finally {
    await strict.kill();
  }
});
