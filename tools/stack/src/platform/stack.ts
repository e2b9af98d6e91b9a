import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { allPorts, portsFrom, type ServiceName } from '../layout.ts';
import { serversFolder } from '../servers/embedded.ts';
import { fetchServer, SetupError } from '../servers/fetch.ts';
import { startMongo } from '../servers/mongo.ts';
import { startNats } from '../servers/nats.ts';
import { pinnedMongo, pinnedNats } from '../servers/pinned.ts';
import { freePort, isFree } from '../servers/ports.ts';
import type { ServerProcess } from '../servers/process.ts';
import type { StackOptions } from './options.ts';
import { brokerUsers } from './permissions.ts';
import { alone, type Place } from './place.ts';
import {
  type DrillSettings,
  gatewayPlan,
  migrationPlan,
  mongoFor,
  type StackSettings,
  servicePlan,
  toolPlans,
} from './plans.ts';
import { untilReady, waitUntilReady } from './readiness.ts';
import { mongoUsers, stackSecrets } from './secrets.ts';
import { runOnce, type Supervised, supervise } from './supervisor.ts';

export interface Stack {
  readonly settings: StackSettings;
  /** Process id of a service, of `gateway`, `mongo` or `nats`, for drills that kill it. */
  pidOf(name: string): number | undefined;
  /** Address of the database with a service's own user. */
  mongoUri(service: ServiceName): string;
  /** The migration step of every service once more, as after the loss of a stream. */
  migrate(): Promise<void>;
  /** Starts one more process of a service, as production has several, and waits until it is ready. */
  replica(service: ServiceName, more?: Readonly<Record<string, string>>): Promise<void>;
  stop(): Promise<void>;
}

export interface StackEnvironment {
  readonly mongodbUri?: string | undefined;
  readonly natsUrl?: string | undefined;
  readonly otlpEndpoint?: string | undefined;
  readonly drill?: DrillSettings | undefined;
}

/**
 * Starts servers, migrations, services, tools and the gateway, in that order, and waits until all are ready.
 * Aborting the signal, at any moment, stops what has been started; so does a start that fails.
 */
export async function startStack(
  o: StackOptions,
  environment: StackEnvironment,
  say: (line: string) => void,
  signal: AbortSignal = new AbortController().signal,
  place: Place = alone,
): Promise<Stack> {
  const ports = portsFrom(o.port);
  await refuseBusyPorts(o.port);
  if (o.fresh) await rm(o.data, { recursive: true, force: true });
  const logs = join(o.data, 'logs');
  await mkdir(logs, { recursive: true });
  const settings: StackSettings = {
    ports,
    secrets: await stackSecrets(join(o.data, 'secrets')),
    data: o.data,
    mongodbUri: environment.mongodbUri,
    natsUrl: environment.natsUrl,
    logLevel: o.logLevel,
    place,
    drill: environment.drill,
    passOn: {
      QUOTA_SCALE: o.quotaScale,
      ...(environment.otlpEndpoint === undefined ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: environment.otlpEndpoint }),
    },
  };
  const migrate = async (): Promise<void> => {
    await Promise.all(o.only.map((name) => runOnce(migrationPlan(settings, name), logs)));
  };
  const servers: { mongo?: ServerProcess; nats?: ServerProcess } = {};
  const running: Supervised[] = [];
  const stop = async (): Promise<void> => {
    // The edge first, then services (they drain), the servers last.
    await running.find((one) => one.name === 'gateway')?.stop();
    await Promise.all(running.map((one) => one.stop()));
    await servers.nats?.stop();
    await servers.mongo?.stop();
  };
  try {
    await startServers(settings, servers, logs, say, signal);
    signal.throwIfAborted();
    say('preparing databases and streams …');
    await migrate();
    signal.throwIfAborted();
    say('starting the services …');
    for (const plan of [
      ...(place.shared === undefined ? toolPlans(settings) : []),
      ...o.only.map((name) => servicePlan(settings, name)),
      gatewayPlan(settings, o.only),
      ...(place.beside ?? []),
    ]) {
      running.push(supervise(plan, logs, say));
    }
    await waitUntilReady(ports, logs, say, signal);
    for (const one of running) one.started();
    for (const server of Object.values(servers)) server.keepRunning(say);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    settings,
    pidOf: (name) =>
      (name === 'mongo' || name === 'nats' ? servers[name] : running.find((one) => one.name === name))?.pid,
    mongoUri: (service) => mongoFor(settings, service),
    migrate,
    async replica(service, more = {}) {
      const admin = await freePort();
      const plan = servicePlan(settings, service);
      const name = `${service}-2`;
      const second = supervise(
        { ...plan, name, env: { ...plan.env, RPC_PORT: '0', ADMIN_PORT: String(admin), ...more } },
        logs,
        say,
      );
      running.push(second);
      await untilReady(name, admin, logs);
      second.started();
    },
    stop,
  };
}

async function refuseBusyPorts(port: number): Promise<void> {
  for (const [what, number] of allPorts(portsFrom(port))) {
    if (!(await isFree(number))) {
      throw new SetupError(
        `port ${number} (${what}) is taken: stop what listens there, or choose another with PORT=… npm start`,
      );
    }
  }
}

/** Starts the database and the broker, those that are not given. */
export async function startServers(
  s: StackSettings,
  servers: { mongo?: ServerProcess; nats?: ServerProcess },
  logs: string,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  if (s.mongodbUri === undefined) {
    const executable = await fetchServer(pinnedMongo, serversFolder(), say);
    say('starting the database …');
    servers.mongo = await startMongo({
      executable,
      data: join(s.data, 'mongo'),
      log: join(logs, 'mongo.log'),
      port: s.ports.mongo,
      users: mongoUsers(s.secrets),
      ...(s.drill?.under?.mongo === undefined ? {} : { under: s.drill.under.mongo }),
      say,
      signal,
    });
  }
  if (s.natsUrl === undefined) {
    const { cell, reads } = s.place;
    const elsewhere = reads.length === 0 ? undefined : { cell, others: reads };
    const executable = await fetchServer(pinnedNats, serversFolder(), say);
    say('starting the broker …');
    servers.nats = await startNats({
      executable,
      data: join(s.data, 'nats'),
      log: join(logs, 'nats.log'),
      port: s.ports.nats,
      ...s.place.broker,
      ...(s.drill?.brokerTls === undefined ? {} : { tls: s.drill.brokerTls }),
      ...(s.drill?.under?.nats === undefined ? {} : { under: s.drill.under.nats }),
      users: brokerUsers(s.secrets, elsewhere),
    });
  }
}
