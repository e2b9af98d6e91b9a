import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectBus, type LiveBus } from '@jamaa/kit';
import { createLogger } from '@jamaa/observability';
import { databaseOf, portsFrom, serviceNames } from '@jamaa/stack';
import { z } from 'zod';
import type { Environment } from './config.ts';
import { type Options, UsageError } from './options.ts';

/** Where a cell's servers are. */
export interface Target {
  readonly cell: string;
  readonly mongodbUri: string;
  /** Connects to the broker as its administrator. @throws Error when it is out of reach for half a minute */
  bus(): Promise<{ live: LiveBus; close(): Promise<void> }>;
}

const stackFile = z.object({ gateway: z.url(), data: z.string().min(1) });
const passwords = z.looseObject({ admin: z.string() });

/** What the environment names, else the development stack, which need not run: its servers do. */
export function findTarget(options: Options, environment: Environment): Target {
  if (environment.MONGODB_URI !== undefined) return targetOf(environment, environment.MONGODB_URI);
  const file = options.stack ?? join(import.meta.dirname, '../../../.jamaa/stack.json');
  if (!existsSync(file)) throw new UsageError(`MONGODB_URI is not set, and there is no ${file}`);
  const { gateway, data } = stackFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  const { admin } = passwords.parse(JSON.parse(readFileSync(join(data, 'secrets/passwords.json'), 'utf8')));
  const ports = portsFrom(Number(new URL(gateway).port));
  const server = `mongodb://admin:${encodeURIComponent(admin)}@127.0.0.1:${ports.mongo}/?authSource=admin&directConnection=true`;
  const broker = { NATS_URL: `nats://127.0.0.1:${ports.nats}`, NATS_USER: 'admin', NATS_PASSWORD: admin };
  return targetOf({ ...environment, ...broker }, server);
}

const PATIENCE_MS = 30_000;

const targetOf = (environment: Environment, mongodbUri: string): Target => ({
  cell: environment.CELL,
  mongodbUri,
  async bus() {
    if (environment.NATS_URL === undefined) throw new UsageError('NATS_URL is not set');
    const bus = connectBus({
      url: environment.NATS_URL,
      user: environment.NATS_USER,
      password: environment.NATS_PASSWORD,
      tlsFolder: environment.TLS_DIR,
      name: 'backup',
      namespace: environment.NAMESPACE,
      cell: environment.CELL,
      logger: createLogger({ service: 'backup', cell: environment.CELL, level: 'warn' }),
    });
    return { live: await bus.live(AbortSignal.timeout(PATIENCE_MS)), close: () => bus.close() };
  },
});

/** The databases of the services that were named, or of all. @throws UsageError for a service that is none */
export function databasesOf(only: readonly string[] | undefined): readonly string[] {
  const unknown = only?.find((name) => !(serviceNames as readonly string[]).includes(name));
  if (unknown !== undefined)
    throw new UsageError(`there is no service ${unknown}; there are ${serviceNames.join(', ')}`);
  return (only ?? serviceNames).map(databaseOf);
}

export const servicesAndDatabases = (): readonly { readonly name: string; readonly database: string }[] =>
  serviceNames.map((name) => ({ name, database: databaseOf(name) }));
