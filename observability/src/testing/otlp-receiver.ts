import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { parseExportRequest, type ReceivedSpan } from './received-span.ts';

export type { ReceivedSpan } from './received-span.ts';

export interface OtlpReceiver {
  /** The value for OTEL_EXPORTER_OTLP_ENDPOINT. */
  url: string;
  /** Everything received so far, in order of arrival. */
  spans(): ReceivedSpan[];
  /**
   * Resolves with all spans as soon as the predicate holds for them.
   *
   * @throws Error after `timeoutMs`, with the names of the spans that did arrive
   */
  waitFor(predicate: (spans: ReceivedSpan[]) => boolean, timeoutMs: number): Promise<ReceivedSpan[]>;
  close(): Promise<void>;
}

function bodyOf(request: IncomingMessage): Promise<string> {
  return text(request.headers['content-encoding'] === 'gzip' ? request.pipe(createGunzip()) : request);
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

async function receive(request: IncomingMessage, response: ServerResponse): Promise<ReceivedSpan[]> {
  if (request.method !== 'POST' || request.url !== '/v1/traces') {
    reply(response, 404, { message: 'only POST /v1/traces' });
    return [];
  }
  if (request.headers['content-type'] !== 'application/json') {
    reply(response, 415, { message: 'only the JSON encoding of OTLP is understood' });
    return [];
  }
  try {
    const spans = parseExportRequest(await bodyOf(request));
    reply(response, 200, { partialSuccess: {} });
    return spans;
  } catch (error) {
    reply(response, 400, { message: String(error) });
    return [];
  }
}

/** A collector for tests: an HTTP server on the loopback that keeps the spans real processes export to it. */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const received: ReceivedSpan[] = [];
  const arrivals = new EventEmitter();
  const server = createServer((request, response) => {
    void receive(request, response).then((spans) => {
      received.push(...spans);
      arrivals.emit('spans');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    spans: () => [...received],
    async waitFor(predicate, timeoutMs) {
      const signal = AbortSignal.timeout(timeoutMs);
      while (!predicate(received)) {
        try {
          await once(arrivals, 'spans', { signal });
        } catch (cause) {
          const names = received.map((span) => `${span.service}: ${span.name}`).join(', ');
          throw new Error(`not received within ${timeoutMs} ms; there are [${names}]`, { cause });
        }
      }
      return [...received];
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
