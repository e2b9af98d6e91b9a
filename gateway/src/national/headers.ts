import type { IncomingHttpHeaders } from 'node:http';
import { injectTrace } from '@jamaa/observability';
import type { Request } from 'express';

/** Of one connection and not of the message (RFC 9110, 7.6.1), or set anew for the next one. */
const HOP_BY_HOP = new Set([
  ...['connection', 'keep-alive', 'proxy-connection', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer'],
  ...['transfer-encoding', 'upgrade', 'expect', 'host'],
]);
/** Who asks is told by us: what a client claims must not look like our word. */
const OURS = new Set(['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip']);

type Headers = Record<string, string | readonly string[]>;

const perConnection = (connection: string | undefined): Set<string> =>
  new Set((connection ?? '').split(',').map((name) => name.trim().toLowerCase()));

/** A request's headers as the cell gets them: its own, without those of the hop, with where it comes from and its trace. */
export function toCell(request: Request): Headers {
  const dropped = perConnection(request.get('connection'));
  const headers: Headers = {};
  for (const [name, values = []] of Object.entries(request.headersDistinct)) {
    if (HOP_BY_HOP.has(name) || OURS.has(name) || dropped.has(name)) continue;
    headers[name] = values.length === 1 ? (values[0] ?? '') : values;
  }
  // Only addresses that a trusted proxy has told: the cell takes the first as the client's.
  headers['x-forwarded-for'] = [...request.ips, request.socket.remoteAddress ?? ''].filter(Boolean).join(', ');
  headers['x-forwarded-host'] = request.get('host') ?? '';
  headers['x-forwarded-proto'] = request.protocol;
  injectTrace({
    set(name, value) {
      headers[name] = value;
    },
  });
  return headers;
}

/** An answer's headers as the client gets them. Addresses of the cell itself would lead past the public host. */
export function toClient(headers: IncomingHttpHeaders, origin: string): Headers {
  const dropped = perConnection(headers.connection);
  const kept: Headers = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || HOP_BY_HOP.has(name) || dropped.has(name)) continue;
    kept[name] = name === 'location' && typeof value === 'string' ? withoutOrigin(value, origin) : value;
  }
  return kept;
}

const withoutOrigin = (location: string, origin: string): string =>
  location.startsWith(`${origin}/`) ? location.slice(origin.length) : location;
