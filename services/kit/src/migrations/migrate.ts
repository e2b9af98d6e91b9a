import { hostname } from 'node:os';
import { createLogger, type Logger } from '@jamaa/observability';
import { connectBus } from '../bus/connect.ts';
import { ensureConsumer, ensureStream } from '../bus/streams.ts';
import { connectMongo } from '../mongo/connect.ts';
import { onceUnderLease } from '../mongo/lease.ts';
import type { ServiceEnvironment } from '../runtime/config.ts';
import { armFailpoints } from '../runtime/failpoints.ts';
import { newId } from '../runtime/ids.ts';
import { releaseName } from '../runtime/release.ts';
import { contract } from './contract.ts';
import { expand } from './expand.ts';
import type { IndexPlan } from './indexes.ts';
import { MIGRATION_LEASE } from './releases.ts';
import { type SchemaStep, schemaOf } from './steps.ts';

export interface MigrationPlan {
  readonly service: string;
  readonly indexes: readonly IndexPlan[];
  /** Numbered steps of the service's own database beside its indexes; the same are given to `createPlatform`. */
  readonly steps?: readonly SchemaStep[];
  /** Publishing services whose streams this one reads; the streams are created if their owner has not run yet. */
  readonly consumes: readonly string[];
  readonly streamMaxBytes?: number;
}

const readersOf = (readers: string): [string, string][] =>
  readers === '' ? [] : readers.split(',').map((one) => one.split('@') as [string, string]);

/** `expand` before a release is installed; `contract` by hand, when no older one will be needed again. */
export type MigrationPhase = 'expand' | 'contract';

/** `node services/<name>/src/migrate.ts --contract` takes away; without the switch nothing is. */
const phaseOf = (args: readonly string[]): MigrationPhase => (args.includes('--contract') ? 'contract' : 'expand');

/** For another migration that goes on. */
const PATIENCE_MS = 600_000;

/**
 * The migration step: the only one that creates or changes collections, indexes, streams and consumers; additive and repeatable. Of two that
 * run at once, one waits for the other.
 */
export async function migrate(
  plan: MigrationPlan,
  env: ServiceEnvironment,
  phase: MigrationPhase = phaseOf(process.argv.slice(2)),
): Promise<void> {
  const { service } = plan;
  armFailpoints(env.FAILPOINTS, env.NODE_ENV);
  const schema = schemaOf(plan.steps);
  const logger = createLogger({ service, cell: env.CELL, level: env.LOG_LEVEL });
  const database = env.MONGODB_DATABASE ?? `jamaa_${service.replaceAll('-', '_')}`;
  const mongo = await connectMongo({ uri: env.MONGODB_URI, database, appName: `${service}-migration` });
  try {
    const by = `${hostname()}/${process.pid}/${newId().slice(-8)}`;
    const common = { connection: mongo, schema, indexes: plan.indexes, release: releaseName(env.RELEASE), by, logger };
    const lease = { connection: mongo, name: MIGRATION_LEASE, holder: by, ttlMs: env.LEASE_TTL_MS, logger };
    const work = async (): Promise<void> => {
      const migrating = { ...common, now: () => Date.now() };
      if (phase === 'contract') {
        await contract(migrating);
        return;
      }
      await expand(migrating);
      await ensureStreams(plan, env, logger);
    };
    await onceUnderLease(lease, work, AbortSignal.timeout(PATIENCE_MS));
    logger.debug({ database, phase }, 'migrated');
  } finally {
    await mongo.close();
  }
}

async function ensureStreams(plan: MigrationPlan, env: ServiceEnvironment, logger: Logger): Promise<void> {
  const bus = connectBus({
    url: env.NATS_URL,
    user: env.NATS_USER,
    password: env.NATS_PASSWORD,
    tlsFolder: env.TLS_DIR,
    name: 'migration',
    namespace: env.NAMESPACE,
    cell: env.CELL,
    logger,
  });
  try {
    const live = await bus.live(AbortSignal.timeout(30_000));
    const limits = { replicas: env.STREAM_REPLICAS, maxBytes: plan.streamMaxBytes ?? 2 * 1024 ** 3 };
    for (const source of new Set([plan.service, ...plan.consumes])) await ensureStream(live, source, limits);
    for (const source of plan.consumes) await ensureConsumer(live, source, plan.service, env.ACK_WAIT_MS);
    for (const [reader, cell] of readersOf(env.READERS))
      await ensureConsumer(live, plan.service, reader, env.ACK_WAIT_MS, cell);
  } finally {
    await bus.close();
  }
}
