import { createServer } from 'node:http';
import { createCallerSigner, type Running } from '@jamaa/kit';
import { createLogger, createMetrics, shutdownTelemetry, startAdminServer } from '@jamaa/observability';
import { createApp } from './app.ts';
import { createServiceClients } from './clients/services.ts';
import type { GatewayEnvironment } from './config.ts';
import { createBinding } from './http/binding.ts';
import { createAuthenticator } from './http/caller.ts';
import { answerUnreadable } from './http/client-error.ts';
import { createIssuerKeys } from './http/issuer-keys.ts';
import { createQuotas } from './http/quotas.ts';
import { createReadiness } from './http/readiness.ts';

export interface Gateway extends Running {
  readonly port: number;
}

const REFRESH_KEYS_MS = 600_000;

/** Builds and opens the gateway. Closing stops taking connections, ends idle ones and waits for requests in flight. */
export async function createContext(env: GatewayEnvironment): Promise<Gateway> {
  const logger = createLogger({ service: 'gateway', cell: env.CELL, level: env.LOG_LEVEL });
  const metrics = createMetrics('gateway');
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
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(env.PORT, env.HOST, resolve);
  });
  const admin = await startAdminServer({ port: env.ADMIN_PORT, host: env.HOST, metrics, checks: () => [] });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : env.PORT;
  logger.info({ port, admin: admin.port }, 'listening');
  return {
    logger,
    port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      await closed;
      issuerKeys.close();
      clients.close();
      await admin.close();
      await shutdownTelemetry();
    },
  };
}
