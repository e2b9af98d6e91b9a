import { join } from 'node:path';
import {
  brokerUsers,
  fetchServer,
  mongoUsers,
  pinnedMongo,
  pinnedNats,
  portsFrom,
  serversFolder,
  stackSecrets,
  startMongo,
  startNats,
} from '@jamaa/stack';
import type { World } from './world.ts';

/** Database and broker of a world without its services: what a restore finds. */
export async function startServersAlone(world: World) {
  const { port, data, say } = world;
  const ports = portsFrom(port);
  const secrets = await stackSecrets(join(data, 'secrets'));
  const [mongoExecutable, natsExecutable] = await Promise.all([
    fetchServer(pinnedMongo, serversFolder(), say),
    fetchServer(pinnedNats, serversFolder(), say),
  ]);
  const mongo = await startMongo({
    executable: mongoExecutable,
    data: join(data, 'mongo'),
    log: join(data, 'logs/mongo.log'),
    port: ports.mongo,
    users: mongoUsers(secrets),
    say,
  });
  const nats = await startNats({
    executable: natsExecutable,
    data: join(data, 'nats'),
    log: join(data, 'logs/nats.log'),
    port: ports.nats,
    users: brokerUsers(secrets),
  });
  return {
    bus: { url: `nats://127.0.0.1:${ports.nats}`, user: 'admin', password: secrets.password('admin') },
    async stop() {
      await nats.stop();
      await mongo.stop();
    },
  };
}
