import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchServer } from './fetch.ts';
import { startMongo } from './mongo.ts';
import { startNats } from './nats.ts';
import { pinnedMongo, pinnedNats } from './pinned.ts';
import { freePort } from './ports.ts';

export interface EmbeddedServers {
  readonly mongodbUri: string;
  readonly natsUrl: string;
  stop(): Promise<void>;
}

export const serversFolder = (): string => join(import.meta.dirname, '../../../../.jamaa/servers');

/** A database on a free port with throw-away data and open doors. */
export async function startEmbeddedDatabase(
  say: (line: string) => void,
): Promise<{ readonly uri: string; stop(): Promise<void> }> {
  const place = await mkdtemp(join(tmpdir(), 'jamaa-test-'));
  const server = await startMongo({
    executable: await fetchServer(pinnedMongo, serversFolder(), say),
    data: join(place, 'mongo'),
    log: join(place, 'mongo.log'),
    port: await freePort(),
    // Room enough that a transaction left open by a killed process (the server keeps it for a minute) stalls no other suite.
    cache: '2G',
  });
  return {
    uri: `mongodb://127.0.0.1:${server.port}/?directConnection=true`,
    async stop() {
      await server.stop('SIGKILL');
      await rm(place, { recursive: true, force: true });
    },
  };
}

/** Both servers, so: what test suites share unless the environment names others. */
export async function startEmbedded(say: (line: string) => void): Promise<EmbeddedServers> {
  const place = await mkdtemp(join(tmpdir(), 'jamaa-test-'));
  const natsExecutable = await fetchServer(pinnedNats, serversFolder(), say);
  const mongo = await startEmbeddedDatabase(say);
  const nats = await startNats({
    executable: natsExecutable,
    data: join(place, 'nats'),
    log: join(place, 'nats.log'),
    port: await freePort(),
  });
  return {
    mongodbUri: mongo.uri,
    natsUrl: `nats://127.0.0.1:${nats.port}`,
    async stop() {
      await nats.stop();
      await mongo.stop();
      await rm(place, { recursive: true, force: true });
    },
  };
}
