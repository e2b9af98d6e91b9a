import { join } from 'node:path';
import { type Bus, connectBus, connectMongo, journalRows, migrate, streamName } from '@jamaa/kit';
import { type Child, createSuite, type Suite, startChild, until } from '@jamaa/kit/testing';
import { createLogger } from '@jamaa/observability';
import type { Connection } from 'mongoose';
import { allIndexes } from '../../src/context.ts';
import { type Client, connectIntake } from './client.ts';
import { atSefrou, type Place, startDirectoryPeer } from './directory.ts';

/** A process of intake, and a client of it. */
export interface IntakeProcess extends Client {
  readonly child: Child;
  readonly rpcPort: number;
  readonly adminPort: number;
}

/** Real servers, the real gis and routing as processes, a small directory; intake is started by the test. */
export interface World {
  readonly suite: Suite;
  /** Intake's own database. */
  readonly mongo: Connection;
  /** Routing's own database. */
  readonly routing: Connection;
  variables(more?: Record<string, string>): Record<string, string>;
  /** Starts intake as a process, and waits until it is ready. */
  start(more?: Record<string, string>): Promise<IntakeProcess>;
  startRouting(more?: Record<string, string>): Child;
  /** Waits until intake and routing have nothing left to publish. */
  untilPublished(): Promise<void>;
  /** Waits until these are routed, the verdicts are applied, and all of it is published. */
  untilAssigned(...references: readonly string[]): Promise<void>;
  /** `<aggregate id> <version>` of every message of a type in intake's stream, in stream order. */
  published(type: string): Promise<string[]>;
  close(): Promise<void>;
}

const silent = createLogger({ service: 'test', cell: '00', level: 'silent' });
const services = join(import.meta.dirname, '../../..');
const script = (service: string, name: 'main' | 'migrate'): string => join(services, service, `src/${name}.ts`);

/** @param own settings of every process of this world, for example another broker or another cell. */
export async function createWorld(own: Record<string, string> = {}, place: Place = atSefrou): Promise<World> {
  const suite = withSettings(await createSuite(), own);
  const children: Child[] = [];
  const clients: Client[] = [];
  const run = (service: string, name: 'main' | 'migrate', variables: Record<string, string>): Child => {
    const child = startChild(script(service, name), { LOG_LEVEL: 'info', ...variables });
    children.push(child);
    return child;
  };
  const loud = { LOG_LEVEL: 'info' };
  for (const service of ['gis', 'routing']) {
    const { code } = await run(service, 'migrate', suite.variables(service)).ended();
    if (code !== 0) throw new Error(`${service} not migrated: ${children.at(-1)?.stderr()}`);
  }
  const directory = await startDirectoryPeer(suite, place);
  await migrate(
    { service: 'intake', indexes: allIndexes, consumes: ['routing', 'gis', 'directory', 'sla'] },
    suite.env('intake'),
  );
  const gis = await listening(run('gis', 'main', suite.variables('gis', loud)));
  const variables = (more: Record<string, string> = {}): Record<string, string> =>
    suite.variables('intake', {
      GIS_ADDRESS: `127.0.0.1:${gis.rpc}`,
      DIRECTORY_ADDRESS: directory.address,
      ...loud,
      ...more,
    });
  const open = (service: string): Promise<Connection> => {
    const env = suite.env(service);
    return connectMongo({ uri: env.MONGODB_URI, database: env.MONGODB_DATABASE ?? '', appName: 'test' });
  };
  const [mongo, routing, territory] = [await open('intake'), await open('routing'), await open('gis')];
  const untilPublished = async (): Promise<void> => {
    for (const journal of [mongo, routing]) {
      await until('published', async () => (await journalRows(journal).countDocuments({ pending: true })) === 0);
    }
  };
  return {
    suite,
    mongo,
    routing,
    variables,
    async start(more) {
      const child = run('intake', 'main', variables(more));
      const ports = await listening(child);
      await untilReady(ports.admin);
      const client = await connectIntake(suite, `127.0.0.1:${ports.rpc}`);
      clients.push(client);
      return { ...client, child, rpcPort: ports.rpc, adminPort: ports.admin };
    },
    untilPublished,
    // The directory of these tests knows one commune: routing goes without its copy, and takes every body for one that exists.
    startRouting: (more) =>
      run('routing', 'main', suite.variables('routing', { DIRECTORY_ADDRESS: '127.0.0.1:1', ...more })),
    async untilAssigned(...references) {
      const states = mongo.collection<{ reference: string; state: string }>('complaints');
      await until('assigned', async () => {
        const rows = await states.find({ reference: { $in: [...references] } }).toArray();
        return rows.length === references.length && rows.every((row) => row.state !== 'received');
      });
      await untilPublished();
    },
    published: (type) => readStream(suite, type),
    async close() {
      for (const client of clients) client.close();
      // In order, not with SIGKILL: a transaction left open would hold up the end of its database for a minute.
      await Promise.all(children.map((child) => child.kill()));
      await directory.close();
      for (const connection of [mongo, routing, territory]) {
        await connection.dropDatabase();
        await connection.close();
      }
    },
  };
}

const withSettings = (suite: Suite, own: Record<string, string>): Suite => ({
  ...suite,
  variables: (name, more) => suite.variables(name, { ...own, ...more }),
  env: (name, more) => suite.env(name, { ...own, ...more }),
});

/** A connection of the test's own to the broker of a suite. */
export function openBus(suite: Suite): Bus {
  const env = suite.env('intake');
  return connectBus({ url: env.NATS_URL, name: 'test', namespace: env.NAMESPACE, cell: env.CELL, logger: silent });
}

async function readStream(suite: Suite, type: string): Promise<string[]> {
  const bus = openBus(suite);
  const { manager } = await bus.live();
  const stream = streamName(bus, 'intake');
  const { state } = await manager.streams.info(stream);
  const found: string[] = [];
  for (let seq = state.first_seq; seq <= state.last_seq; seq += 1) {
    const message = await manager.streams.getMessage(stream, { seq });
    if (message?.header.get('ce-type') !== type) continue;
    found.push(`${message.header.get('ce-subject')} ${message.header.get('ce-aggregateversion')}`);
  }
  await bus.close();
  return found;
}

/** Waits until a service has its database and its local copies. */
export const untilReady = (adminPort: number): Promise<true> =>
  until('ready', async () => (await fetch(`http://127.0.0.1:${adminPort}/readyz`).catch(() => undefined))?.ok, 90_000);

/** The ports that a process says it listens on; fails with what it wrote when it ends before. */
const listening = (child: Child): Promise<{ rpc: number; admin: number }> =>
  until(
    'listening',
    () => {
      if (child.process.exitCode !== null || child.process.signalCode !== null)
        throw new Error(`ended: ${child.stderr()}`);
      const line = child
        .stdout()
        .split('\n')
        .find((one) => one.includes('"listening"'));
      return line !== undefined && (JSON.parse(line) as { rpc: number; admin: number });
    },
    90_000,
  );
