import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createCallerSigner, measureCertificate, type Running } from '@jamaa/kit';
import { createLogger, createMetrics, shutdownTelemetry, startAdminServer } from '@jamaa/observability';
import { createApp } from './app.ts';
import { createServiceClients } from './clients/services.ts';
import type { GatewayEnvironment } from './config.ts';
import { createBinding } from './http/binding.ts';
import { createAuthenticator } from './http/caller.ts';
import { answerUnreadable } from './http/client-error.ts';
import { createEdgeServer } from './http/edge.ts';
import { createIssuerKeys } from './http/issuer-keys.ts';
import { createQuotas } from './http/quotas.ts';
import { createReadiness } from './http/readiness.ts';

export interface Gateway extends Running {
  readonly port: number;
  /** Of the door for the national gateway, where there is one. */
  readonly edgePort: number | undefined;
}

const REFRESH_KEYS_MS = 600_000;

/** Builds and opens the gateway. Closing stops taking connections, ends idle ones and waits for requests in flight. */
export async function createContext(env: GatewayEnvironment): Promise<Gateway> {
  const logger = createLogger({ service: 'gateway', cell: env.CELL, level: env.LOG_LEVEL });
  const metrics = createMetrics('gateway');
  measureCertificate(metrics, env.TLS_DIR);
  const clients = createServiceClients(env, await createCallerSigner(env.SECRETS_DIR, 'gateway'));
  const readiness = createReadiness(env.READINESS_PEERS);
  const issuerKeys = createIssuerKeys({
    url: env.ISSUER_JWKS_URL ?? `${env.ISSUER_URL}/jwks`,
    file: env.ISSUER_JWKS_FILE,
    refreshMs: REFRESH_KEYS_MS,
    logger,
  });
  const app = createApp({
    logger,
    metrics,
    clients,
    readiness,
    trustedProxies: env.TRUSTED_PROXIES,
    trustedEdge: env.TRUSTED_EDGE,
    authenticator: createAuthenticator({
      issuer: env.ISSUER_URL,
      keyOf: issuerKeys.keyOf,
      audience: env.TOKEN_AUDIENCE,
    }),
    quotas: createQuotas(new Date(), env.QUOTA_SCALE),
    greet: createBinding(clients, logger),
  });
  const server = createServer({ keepAliveTimeout: 65_000, headersTimeout: 20_000, requestTimeout: 60_000 }, app);
  answerUnreadable(server);
  const port = await listen(server, env.PORT, env.HOST);
  const tlsFolder = env.EDGE_TLS_DIR ?? env.TLS_DIR;
  const edge =
    env.EDGE_PORT === undefined || tlsFolder === undefined
      ? undefined
      : createEdgeServer({ folder: tlsFolder, refreshMs: env.TLS_REFRESH_MS }, app, (error) =>
          logger.error({ err: error }, 'certificate not renewed'),
        );
  const edgePort = edge === undefined ? undefined : await listen(edge, env.EDGE_PORT ?? 0, env.HOST);
  const admin = await startAdminServer({ port: env.ADMIN_PORT, host: env.HOST, metrics, checks: () => [] });
  logger.info({ port, edge: edgePort, admin: admin.port }, 'listening');
  return {
    logger,
    port,
    edgePort,
    async close() {
      await Promise.all([server, ...(edge === undefined ? [] : [edge])].map(closed));
      issuerKeys.close();
      clients.close();
      await admin.close();
      await shutdownTelemetry();
    },
  };
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

/** Waits for requests in flight; idle connections are ended. */
const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
