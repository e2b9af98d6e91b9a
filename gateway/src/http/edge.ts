import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import type { Request, RequestHandler } from 'express';

const files = (folder: string) => ({
  cert: readFileSync(join(folder, 'tls.crt')),
  key: readFileSync(join(folder, 'tls.key')),
  ca: readFileSync(join(folder, 'ca.crt')),
});

/**
 * The door for the national gateway: whoever has no certificate of our authority is not answered at all. Closing it ends the
 * reading of certificates too, which are renewed while we run: new connections use what was read last.
 * @param tls folder of the certificate, and how often it is read again
 */
export function createEdgeServer(
  { folder, refreshMs }: { readonly folder: string; readonly refreshMs: number },
  listener: Parameters<typeof createServer>[1],
  onError: (error: unknown) => void,
): Server {
  const server = createServer(
    { ...files(folder), requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.2', requestTimeout: 60_000 },
    listener,
  );
  const timer = setInterval(() => {
    try {
      server.setSecureContext(files(folder));
    } catch (error) {
      onError(error);
    }
  }, refreshMs).unref();
  server.on('close', () => clearInterval(timer));
  return server;
}

/** Whether the peer has shown a certificate of our authority that bears the name. */
function isEdge({ socket }: Request, name: string): boolean {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return false;
  const { subjectaltname = '' } = socket.getPeerCertificate();
  return subjectaltname.split(', ').includes(`DNS:${name}`);
}

/**
 * Believes the national gateway, and nobody else, about the client's address: the first of X-Forwarded-For, which it has taken from
 * proxies it trusts itself. Without this every citizen would share the quota of one address.
 */
export const believeEdge =
  (name: string): RequestHandler =>
  (request, _response, next) => {
    const claimed = request.get('x-forwarded-for')?.split(',')[0]?.trim() ?? '';
    if (isIP(claimed) !== 0 && isEdge(request, name)) Object.defineProperty(request, 'ip', { value: claimed });
    next();
  };
