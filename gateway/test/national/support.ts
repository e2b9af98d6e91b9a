import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { buffer } from 'node:stream/consumers';
import { config } from '../../src/national/config.ts';
import { createContext, loadTerritory, type NationalGateway } from '../../src/national/context.ts';

/** A request as it has arrived at a cell. */
export interface Arrived {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

type Behaviour = (request: IncomingMessage, response: ServerResponse, arrived: Arrived) => void | Promise<void>;

/** The HTTP server of a cell, whose behaviour a test may change while it runs. */
export interface FakeCell {
  readonly port: number;
  readonly arrived: Arrived[];
  behave(behaviour: Behaviour): void;
  /** Nothing listens any longer; `start` listens on the same port again. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

export const json = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
};

export const problem = (response: ServerResponse, status: number, code: string): void =>
  json(response, status, { code, status }, { 'content-type': 'application/problem+json' });

const running: Server[] = [];
const gateways = new Set<NationalGateway>();

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });

export async function fakeCell(first: Behaviour = (_request, response) => json(response, 200, {})): Promise<FakeCell> {
  let behaviour = first;
  const arrived: Arrived[] = [];
  const serve = () =>
    createServer((request, response) => {
      void (async () => {
        // A body that is streamed by a test is read by its behaviour.
        const streamed = request.headers['content-type'] === 'application/offset+octet-stream';
        const body = streamed ? Buffer.alloc(0) : await buffer(request);
        const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
        arrived.push(one);
        await behaviour(request, response, one);
      })().catch(() => response.destroy());
    });
  let server = serve();
  running.push(server);
  const port = await listen(server, 0);
  return {
    port,
    arrived,
    behave(next) {
      behaviour = next;
    },
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
    async start() {
      if (server.listening) return;
      server = serve();
      running.push(server);
      await listen(server, port);
    },
  };
}

export interface National {
  readonly url: string;
  readonly admin: string;
  /** Stops it before the suite's end. */
  stop(): Promise<void>;
}

let territory: ReturnType<typeof loadTerritory> | undefined;

/** A national gateway before these cells. */
export async function nationalOf(
  cells: Readonly<Record<string, { readonly port: number }>>,
  settings: Readonly<Record<string, string>> = {},
): Promise<National> {
  const CELLS = Object.entries(cells)
    .map(([code, { port }]) => `${code}=http://127.0.0.1:${port}`)
    .join(',');
  const env = config.parse({ PORT: '0', CELLS, LOG_LEVEL: 'silent', ...settings });
  territory ??= loadTerritory(env.TERRITORY_DIR);
  const gateway = await createContext(env, territory);
  gateways.add(gateway);
  return {
    url: `http://127.0.0.1:${gateway.port}`,
    admin: `http://127.0.0.1:${gateway.adminPort}`,
    async stop() {
      gateways.delete(gateway);
      await gateway.close();
    },
  };
}

/** Ends all that a suite has started. */
export async function closeAll(): Promise<void> {
  for (const server of running.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
  await Promise.all([...gateways].map((one) => one.close()));
  gateways.clear();
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** A request with exactly these headers: `fetch` sets and hides some. */
export const send = (
  url: string,
  o: { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: Buffer | string } = {},
): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const request = httpRequest(
      url,
      { method: o.method ?? 'GET', headers: o.headers ?? {}, agent: false },
      (response) => {
        buffer(response).then(
          (body) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
          reject,
        );
      },
    );
    request.on('error', reject);
    request.end(o.body);
  });
