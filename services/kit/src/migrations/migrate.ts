import { createLogger } from '@jamaa/observability';
import { connectBus } from '../bus/connect.ts';
import { ensureConsumer, ensureStream } from '../bus/streams.ts';
import { connectMongo } from '../mongo/connect.ts';
import type { ServiceEnvironment } from '../runtime/config.ts';
import { ensureIndexes, type IndexPlan, kitIndexes } from './indexes.ts';

export interface MigrationPlan {
  readonly service: string;
  readonly indexes: readonly IndexPlan[];
  /** Publishing services whose streams this one reads; the streams are created if their owner has not run yet. */
  readonly consumes: readonly string[];
  readonly streamMaxBytes?: number;
}

const readersOf = (readers: string): [string, string][] =>
  readers === '' ? [] : readers.split(',').map((one) => one.split('@') as [string, string]);

/** The migration step: the only one that creates or changes collections, indexes, streams and consumers; additive and repeatable. */
export async function migrate(plan: MigrationPlan, env: ServiceEnvironment): Promise<void> {
  const { service } = plan;
  const logger = createLogger({ service, cell: env.CELL, level: env.LOG_LEVEL });
  const database = env.MONGODB_DATABASE ?? `jamaa_${service.replaceAll('-', '_')}`;
  const mongo = await connectMongo({ uri: env.MONGODB_URI, database, appName: `${service}-migration` });
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
    await ensureIndexes(mongo, [...kitIndexes, ...plan.indexes]);
    const live = await bus.live(AbortSignal.timeout(30_000));
    const limits = { replicas: env.STREAM_REPLICAS, maxBytes: plan.streamMaxBytes ?? 2 * 1024 ** 3 };
    for (const source of new Set([service, ...plan.consumes])) await ensureStream(live, source, limits);
    for (const source of plan.consumes) await ensureConsumer(live, source, service, env.ACK_WAIT_MS);
    for (const [reader, cell] of readersOf(env.READERS))
      await ensureConsumer(live, service, reader, env.ACK_WAIT_MS, cell);
    logger.debug({ database }, 'migrated');
  } finally {
    await bus.close();
    await mongo.close();
  }
}
