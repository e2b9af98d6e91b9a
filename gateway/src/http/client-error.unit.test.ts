import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from '@jest/globals';
import { answerUnreadable } from './client-error.ts';

let server: Server | undefined;
afterEach(() => {
  server?.close();
});

/** What a server answers to these bytes until it closes. */
async function answerTo(bytes: string, listener: RequestListener, options: ServerOptions = {}): Promise<string> {
  server = createServer(options, listener);
  answerUnreadable(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const socket = connect(typeof address === 'object' && address !== null ? address.port : 0, '127.0.0.1');
  socket.write(bytes);
  return text(socket);
}

const never: RequestListener = () => {
  throw new Error('no request was to be read');
};
const problemIn = (answer: string) => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));

it.each([
  ['no HTTP', 'hello\r\n\r\n', 400, 'malformed-request'],
  ['headers too long', `GET / HTTP/1.1\r\nA: ${'a'.repeat(20_000)}\r\n\r\n`, 431, 'headers-too-large'],
])('%s is answered by a problem document', async (_what, bytes, status, code) => {
  const answer = await answerTo(bytes, never);
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} .*application/problem\\+json`, 's'));
  expect(problemIn(answer)).toMatchObject({ type: `/problems/${code}`, status, code });
});

it('a request that does not arrive in time is told to come again', async () => {
  const patience = { headersTimeout: 20, requestTimeout: 20, connectionsCheckingInterval: 10 };
  const answer = await answerTo('GET / HTTP/1.1\r\n', never, patience);
  expect(answer).toMatch(/^HTTP\/1\.1 408 .*Retry-After: 1\r\n/s);
  expect(problemIn(answer)).toMatchObject({ status: 408, code: 'request-timeout' });
});

it('an answer that has begun gets no second one into it', async () => {
  const begun = 'GET / HTTP/1.1\r\nHost: a\r\n\r\nnonsense\r\n\r\n';
  const answer = await answerTo(begun, (_request, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('half');
  });
  expect(answer.match(/HTTP\/1\.1/g) ?? []).not.toHaveLength(2);
  expect(answer).not.toContain('problem');
});
