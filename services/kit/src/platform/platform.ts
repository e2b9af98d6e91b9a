import { hostname } from 'node:os';
import { createLogger, createMetrics, type Logger, type Metrics, shutdownTelemetry } from '@jamaa/observability';
import type { JournalServiceClient } from '@jamaa/proto/platform/v1/platform';
import type { Connection } from 'mongoose';
import {
  type CallerSigner,
  type CallerVerifier,
  createCallerSigner,
  createCallerVerifier,
} from '../access/caller-token.ts';
import { type Bus, connectBus } from '../bus/connect.ts';
import { type Consumer, startConsumer } from '../consumer/consumer.ts';
import { deadLetterRows } from '../consumer/inbox.ts';
import { type ConsumerMetrics, consumerMetrics } from '../consumer/metrics.ts';
import type { EventHandler } from '../consumer/received.ts';
import { openEpoch } from '../journal/epoch.ts';
import { lostNumbers } from '../journal/lost-numbers.ts';
import { type Relay, startRelay } from '../journal/relay.ts';
import { reopenLaterBackfills, startBackfills } from '../migrations/backfill.ts';
import { type IndexPlan, kitIndexes, verifyIndexes } from '../migrations/indexes.ts';
import { type Announced, announce } from '../migrations/releases.ts';
import { type Schema, type SchemaStep, schemaOf } from '../migrations/steps.ts';
import { readVersions, refuseBehind, refuseBeyond } from '../migrations/versions.ts';
import { measureClock } from '../mongo/clock-offset.ts';
import { connectMongo } from '../mongo/connect.ts';
import { measureDatabase } from '../mongo/metrics.ts';
import { createTogether, type Together } from '../mongo/together.ts';
import { measureCertificate } from '../rpc/certificate-age.ts';
import type { ServiceEnvironment } from '../runtime/config.ts';
import { armFailpoints } from '../runtime/failpoints.ts';
import { newId } from '../runtime/ids.ts';
import { releaseName } from '../runtime/release.ts';
import { followBusinessTime } from '../time/business-time.ts';
import { createClock, type MovableClock } from '../time/clock.ts';
import { skewSystemTime } from '../time/skew.ts';
import type { Peer } from './peer.ts';

export interface ConsumeOptions {
  /** Code of another cell whose stream is read over the leaf link, by a durable of this service's own there. */
  readonly from?: string;
  readonly journal?: Pick<Peer<JournalServiceClient>, 'call'>;
  /** Whether the journal is compared with what was applied, now and then; always so for another cell's. */
  readonly compare?: boolean;
  /** Least time between two batches, milliseconds; more than the usual where nobody looks at the effect at once. */
  readonly roundMs?: number;
}

/** What a service stands on: its database, the broker, its journal's relay, its keys, its clocks. */
export interface Platform {
  readonly service: string;
  readonly env: ServiceEnvironment;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock: MovableClock;
  readonly mongo: Connection;
  /** Commands that are given at the same moment share a commit. */
  readonly together: Together;
  readonly bus: Bus;
  readonly relay: Relay;
  readonly signer: CallerSigner;
  readonly verifier: CallerVerifier;
  /** References that people hold and a restore has lost: not to be given again. */
  readonly lostNumbers: ReadonlySet<string>;
  /** This process among its replicas. */
  readonly instance: string;
  /** What this code is called, and which versions of the database it understands. */
  readonly release: string;
  readonly schema: Schema;
  /**
   * Starts the one consumer of a publishing service's stream. `journal` is the publisher's journal: from it a new consumer
   * starts, and what the stream has dropped or the broker lost is read. Without it such a gap is only reported
   * (`consumer_gap`).
   */
  consume(source: string, handlers: readonly EventHandler[], options?: ConsumeOptions): Consumer;
  readonly consumers: readonly Consumer[];
  /** Registers something to close; closed in reverse order, before the broker and the database. */
  onClose(close: () => Promise<void> | void): void;
  close(): Promise<void>;
}

export interface PlatformOptions {
  readonly service: string;
  readonly env: ServiceEnvironment;
  /** Indexes this service relies on beside the kit's; checked at start. */
  readonly indexes: readonly IndexPlan[];
  /** Numbered steps of the database beside its indexes: those of the migration plan. */
  readonly steps?: readonly SchemaStep[];
  readonly clock?: MovableClock;
}

const COMMAND_LANES = 2;
const COMMANDS_TOGETHER = 32;
const ROUND_MS = 40;

/**
 * Builds the base of a service. @throws when the database is out of reach, lacks an index or is at a version that this release does not
 * understand; the broker may be down.
 */
export async function createPlatform(options: PlatformOptions): Promise<Platform> {
  const { service, env } = options;
  armFailpoints(env.FAILPOINTS, env.NODE_ENV);
  skewSystemTime(env.CLOCK_SKEW_FILE, env.NODE_ENV);
  const logger = createLogger({ service, cell: env.CELL, level: env.LOG_LEVEL });
  const metrics = createMetrics(service);
  const clock = options.clock ?? createClock();
  const instance = `${hostname()}/${process.pid}/${newId().slice(-8)}`;
  const [signer, verifier] = await Promise.all([
    createCallerSigner(env.SECRETS_DIR, service),
    createCallerVerifier(env.SECRETS_DIR, service, env.CELL),
  ]);
  const mongo = await connectMongo({
    uri: env.MONGODB_URI,
    database: env.MONGODB_DATABASE ?? `jamaa_${service.replaceAll('-', '_')}`,
    appName: service,
  });
  const schema = schemaOf(options.steps);
  const release = releaseName(env.RELEASE);
  const entering = enter({ connection: mongo, instance, release, schema, logger }, options.indexes);
  const { announced, epoch, lost } = await entering.catch(async (error: unknown) => {
    await mongo.close();
    throw error;
  });
  measureDatabase(metrics, mongo);
  measureClock(metrics, mongo);
  const bus = connectBus({
    url: env.NATS_URL,
    user: env.NATS_USER,
    password: env.NATS_PASSWORD,
    tlsFolder: env.TLS_DIR,
    name: service,
    namespace: env.NAMESPACE,
    cell: env.CELL,
    logger,
  });
  metrics.gauge('journal_epoch', 'How often this database was restored').set(epoch);
  if (epoch > 0) logger.info({ epoch }, 'epoch of the journal');
  const stopping = new AbortController();
  const offset = metrics.gauge('business_time_offset_seconds', 'Business time ahead of system time; 0 in production');
  clock.onMove((ms) => offset.set(ms / 1_000));
  const following = followBusinessTime(bus, clock, {
    environment: env.NODE_ENV,
    logger,
    signal: stopping.signal,
  }).catch((error: unknown) => {
    if (!stopping.signal.aborted) logger.error({ err: error }, 'business time is not followed');
  });
  const relay = startRelay({
    connection: mongo,
    bus,
    source: service,
    holder: instance,
    leaseTtlMs: env.LEASE_TTL_MS,
    clock,
    logger,
    metrics,
  });
  const connected = metrics.gauge('broker_connected', '1 while this process is connected to the broker');
  metrics.collect(() => connected.set(bus.connected ? 1 : 0));
  measureCertificate(metrics, env.TLS_DIR);
  const consumers: Consumer[] = [];
  const closers: (() => Promise<void> | void)[] = [];
  let gauges: ConsumerMetrics | undefined;
  const platform: Platform = {
    service,
    env,
    logger,
    metrics,
    clock,
    mongo,
    together: createTogether(mongo, { lanes: COMMAND_LANES, most: COMMANDS_TOGETHER }),
    bus,
    relay,
    signer,
    verifier,
    instance,
    lostNumbers: lost,
    release,
    schema,
    consumers,
    consume(source, handlers, options = {}) {
      gauges ??= consumerMetrics(metrics);
      const { parked, lag } = gauges;
      const consumer = startConsumer({
        connection: mongo,
        bus,
        source,
        from: options.from,
        consumer: service,
        handlers,
        journal: options.journal,
        holder: instance,
        leaseTtlMs: env.LEASE_TTL_MS,
        ackWaitMs: env.ACK_WAIT_MS,
        compareMs: (options.compare ?? options.from !== undefined) ? env.COMPARE_MS : undefined,
        roundMs: options.roundMs ?? ROUND_MS,
        clock,
        logger,
        metrics: gauges,
      });
      gauges.begin(consumer.source);
      metrics.collect(async () => {
        const open = { source: consumer.source, state: { $in: ['parked', 'waiting'] as ('parked' | 'waiting')[] } };
        parked.set({ source: consumer.source }, await deadLetterRows(mongo).countDocuments(open));
      });
      metrics.collect(async () => {
        const backlog = bus.connected ? await consumer.backlog() : undefined;
        if (backlog === undefined) lag.remove({ source: consumer.source });
        else lag.set({ source: consumer.source }, backlog);
      });
      consumers.push(consumer);
      return consumer;
    },
    onClose: (close) => void closers.push(close),
    async close() {
      stopping.abort();
      for (const close of closers.reverse()) await close();
      await Promise.all(consumers.map((consumer) => consumer.close()));
      await relay.close();
      await following;
      await bus.close();
      await shutdownTelemetry();
      await announced.withdraw();
      await mongo.close();
    },
  };
  startBackfills(platform);
  return platform;
}

interface Entered {
  readonly announced: Announced;
  readonly epoch: number;
  readonly lost: ReadonlySet<string>;
}

/** Says that this process runs, then looks whether it may: in this order, so that nothing is taken away in between. */
async function enter(o: Parameters<typeof announce>[0], indexes: readonly IndexPlan[]): Promise<Entered> {
  const announced = await announce(o);
  try {
    const rows = await readVersions(o.connection);
    refuseBeyond(rows, o.schema);
    if (rows.size > 0) refuseBehind(rows, o.schema);
    await verifyIndexes(o.connection, [...kitIndexes, ...indexes]);
    refuseBehind(rows, o.schema);
    await reopenLaterBackfills(o.connection, o.schema, o.logger);
    return { announced, epoch: await openEpoch(o.connection), lost: await lostNumbers(o.connection) };
  } catch (error) {
    await announced.withdraw();
    throw error;
  }
}
