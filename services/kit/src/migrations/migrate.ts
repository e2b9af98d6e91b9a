import { hostname } from 'node:os';
import { createLogger, type Logger } from '@jamaa/observability';
import type { Connection } from 'mongoose';
import { connectBus } from '../bus/connect.ts';
import { ensureConsumer, ensureStream } from '../bus/streams.ts';
import { connectMongo } from '../mongo/connect.ts';
import { runUnderLease } from '../mongo/lease.ts';
import type { ServiceEnvironment } from '../runtime/config.ts';
import { armFailpoints } from '../runtime/failpoints.ts';
import { newId } from '../runtime/ids.ts';
import { releaseName } from '../runtime/release.ts';
import { createClock } from '../time/clock.ts';
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
    await alone({ mongo, by, ttlMs: env.LEASE_TTL_MS, logger }, async () => {
      const migrating = { ...common, now: () => Date.now() };
      if (phase === 'contract') return contract(migrating);
      await expand(migrating);
      return ensureStreams(plan, env, logger);
    });
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

/** Does the work once, while no other migration of this database works. @throws what the work throws */
async function alone(
  o: { readonly mongo: Connection; readonly by: string; readonly ttlMs: number; readonly logger: Logger },
  work: () => Promise<unknown>,
): Promise<void> {
  const over = new AbortController();
  const patience = setTimeout(() => over.abort(), PATIENCE_MS);
  let outcome: { done: boolean } | { error: unknown } = { done: false };
  const lease = { connection: o.mongo, name: MIGRATION_LEASE, holder: o.by, ttlMs: o.ttlMs, logger: o.logger };
  await runUnderLease({ ...lease, clock: createClock() }, over.signal, async () => {
    clearTimeout(patience);
    try {
      await work();
      outcome = { done: true };
    } catch (error) {
      outcome = { error };
    }
    over.abort();
  });
  clearTimeout(patience);
  if ('error' in outcome) throw outcome.error;
  if (!(outcome as { done: boolean }).done)
    throw new Error(`another migration has gone on for ${PATIENCE_MS / 60_000} minutes`);
}
