import { Agent, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface Http {
  /** @throws Error when no answer came, within the time-out */
  send(call: Call): Promise<Answer>;
  close(): void;
}

const TIMEOUT_MS = 15_000;

/** Calls to one host over kept-alive connections, as many as there are calls at once. */
export function createHttp(port: number): Http {
  const agent = new Agent({ keepAlive: true, maxSockets: 512, maxFreeSockets: 512, scheduling: 'lifo' });
  return {
    send: ({ method, path, token, headers = {}, body }) =>
      new Promise((resolve, reject) => {
        const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
        const sent = request(
          {
            agent,
            host: '127.0.0.1',
            port,
            method,
            path,
            timeout: TIMEOUT_MS,
            headers: {
              ...headers,
              ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
              ...(payload === undefined
                ? {}
                : { 'Content-Type': 'application/json', 'Content-Length': String(payload.length) }),
            },
          },
          (response) => {
            const chunks: Buffer[] = [];
            response.on('data', (chunk: Buffer) => chunks.push(chunk));
            response.on('error', reject);
            response.on('end', () => {
              resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
            });
          },
        );
        sent.on('timeout', () => sent.destroy(new Error('time-out')));
        sent.on('error', reject);
        sent.end(payload);
      }),
    close: () => agent.destroy(),
  };
}
