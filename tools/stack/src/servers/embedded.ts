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

/** Both servers on free ports with throw-away data and open doors: what test suites share unless the environment names others. */
export async function startEmbedded(say: (line: string) => void): Promise<EmbeddedServers> {
  const place = await mkdtemp(join(tmpdir(), 'jamaa-test-'));
  const [mongoExecutable, natsExecutable] = await Promise.all([
    fetchServer(pinnedMongo, serversFolder(), say),
    fetchServer(pinnedNats, serversFolder(), say),
  ]);
  const [mongoPort, natsPort] = [await freePort(), await freePort()];
  const mongo = await startMongo({
    executable: mongoExecutable,
    data: join(place, 'mongo'),
    log: join(place, 'mongo.log'),
    port: mongoPort,
    // Room enough that a transaction left open by a killed process (the server keeps it for a minute) stalls no other suite.
    cache: '2G',
  });
  const nats = await startNats({
    executable: natsExecutable,
    data: join(place, 'nats'),
    log: join(place, 'nats.log'),
    port: natsPort,
  });
  return {
    mongodbUri: `mongodb://127.0.0.1:${mongoPort}/?directConnection=true`,
    natsUrl: `nats://127.0.0.1:${natsPort}`,
    async stop() {
      await nats.stop();
      await mongo.stop('SIGKILL');
      await rm(place, { recursive: true, force: true });
    },
  };
}
