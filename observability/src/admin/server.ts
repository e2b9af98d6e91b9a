import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Metrics } from '../metrics/metrics.ts';
import { type Check, readiness } from './checks.ts';

export interface AdminServerOptions {
  /** 0 lets the system choose. */
  port: number;
  /** All interfaces when absent, as probes and Prometheus come from outside the pod. */
  host?: string | undefined;
  metrics: Metrics;
  checks: () => Promise<Check[]> | Check[];
}

export interface AdminServer {
  port: number;
  close(): Promise<void>;
}

interface Answer {
  status: number;
  type: string;
  body: string;
}

const json = (status: number, value: unknown): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(value),
});

async function answer(request: IncomingMessage, options: AdminServerOptions): Promise<Answer> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return json(405, { error: 'only GET and HEAD' });
  switch (request.url?.split('?', 1)[0]) {
    case '/healthz':
      return json(200, { status: 'ok' });
    case '/readyz': {
      const result = await readiness(options.checks);
      return json(result.ready ? 200 : 503, result);
    }
    case '/metrics':
      return {
        status: 200,
        type: options.metrics.registry.contentType,
        body: await options.metrics.registry.metrics(),
      };
    default:
      return json(404, { error: 'only /healthz, /readyz and /metrics' });
  }
}

async function respond(request: IncomingMessage, response: ServerResponse, options: AdminServerOptions): Promise<void> {
  // A scrape that cannot be rendered must not become an unhandled rejection that ends the process.
  const { status, type, body } = await answer(request, options).catch(() => json(500, { error: 'internal error' }));
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(request.method === 'HEAD' ? undefined : body);
}

async function listen(server: Server, options: AdminServerOptions): Promise<number> {
  server.listen(options.port, options.host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new Error(`port: the admin server cannot listen on ${options.host ?? '*'}:${options.port}`, { cause: error });
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : options.port;
}

/**
 * The process's own HTTP server for probes and scrapes, apart from the port it serves users on:
 * `GET /healthz` is 200 while the event loop turns, `GET /readyz` is 200, or 503 when a check has failed, with
 * `{ ready, checks: [{ name, state, detail }] }`, and `GET /metrics` is the Prometheus text.
 *
 * @throws Error that names the port when it cannot be listened on
 */
export async function startAdminServer(options: AdminServerOptions): Promise<AdminServer> {
  const server = createServer((request, response) => {
    void respond(request, response, options);
  });
  const port = await listen(server, options);
  return {
    port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
