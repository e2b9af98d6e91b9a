import { type AdminServer, type Check, startAdminServer } from '@jamaa/observability';
import {
  DeadLetterServiceService,
  JournalServiceService,
  SchemaServiceService,
} from '@jamaa/proto/platform/v1/platform';
import { pingMongo } from '../mongo/connect.ts';
import { type RpcServer, type RpcServerOptions, type RpcService, rpcService, startRpcServer } from '../rpc/server.ts';
import { tlsOf } from '../rpc/tls.ts';
import { deadLetterMethods } from './dead-letter-rpc.ts';
import { journalMethods } from './journal-rpc.ts';
import type { Platform } from './platform.ts';
import { schemaMethods } from './schema-rpc.ts';

export interface Served {
  readonly rpcPort: number;
  readonly adminPort: number;
}

/**
 * Opens the service's doors: its gRPC methods beside Replay, the dead letters and the version of the database that every service
 * offers, and the admin server. Readiness is the own database and the given checks (warm local copies); the broker only degrades.
 */
export async function serve(
  platform: Platform,
  services: readonly RpcService[],
  checks: () => Check[] = () => [],
  options: Pick<RpcServerOptions, 'maxMessageBytes'> = {},
): Promise<Served> {
  const { env, logger, metrics } = platform;
  const rpc: RpcServer = await startRpcServer({
    host: env.HOST,
    port: env.RPC_PORT,
    services: [
      ...services,
      rpcService(JournalServiceService, journalMethods(platform)),
      rpcService(DeadLetterServiceService, deadLetterMethods(platform)),
      rpcService(SchemaServiceService, schemaMethods(platform)),
    ],
    verifier: platform.verifier,
    logger,
    metrics,
    tls: tlsOf(env),
    ...options,
  });
  const admin: AdminServer = await startAdminServer({
    port: env.ADMIN_PORT,
    host: env.HOST,
    metrics,
    checks: async () => [
      { name: 'database', state: (await pingMongo(platform.mongo)) ? 'ok' : 'failed' },
      { name: 'broker', state: platform.bus.connected ? 'ok' : 'degraded' },
      ...checks(),
    ],
  });
  platform.onClose(async () => {
    await rpc.close();
    await admin.close();
  });
  logger.info({ rpc: rpc.port, admin: admin.port }, 'listening');
  return { rpcPort: rpc.port, adminPort: admin.port };
}
