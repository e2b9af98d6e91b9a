import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join, resolve } from 'node:path';
import {
  fetchServer,
  freePort,
  mongoUsers,
  pinnedMongo,
  portsFrom,
  type ServerProcess,
  type ServiceName,
  type StackSecrets,
  serversFolder,
  shareOfMemory,
  startMongo,
} from '@jamaa/stack';
import { z } from 'zod';

export interface Database {
  /** Address with a service's own user. */
  uri(service: ServiceName): string;
  /** Stops it when it was started for this; the stack's own goes on. */
  release(): Promise<void>;
}

const stateFile = join(import.meta.dirname, '../../../.jamaa/stack.json');
const state = z.object({ gateway: z.url(), data: z.string() });

/** The stack's database when one runs on this data folder, else the database alone, started on a free port. */
export async function openDatabase(
  data: string,
  secrets: StackSecrets,
  say: (line: string) => void,
): Promise<Database> {
  const uri =
    (port: number) =>
    (service: ServiceName): string =>
      `mongodb://${service}:${secrets.password(service)}@127.0.0.1:${port}/?authSource=admin&directConnection=true`;
  const running = await runningPort(data);
  if (running !== undefined) {
    say(`the stack runs on this folder: using its database on port ${running}`);
    return { uri: uri(running), release: async () => undefined };
  }
  const executable = await fetchServer(pinnedMongo, serversFolder(), say);
  await mkdir(join(data, 'logs'), { recursive: true });
  say('starting the database …');
  const server = await startMongo({
    executable,
    data: join(data, 'mongo'),
    log: join(data, 'logs', 'mongo.log'),
    port: await freePort(),
    say,
    // The same users as the stack's: whoever comes first makes them.
    users: mongoUsers(secrets),
    // It has the machine to itself.
    cache: shareOfMemory(1 / 3),
  });
  return { uri: uri(server.port), release: () => stopped(server, say) };
}

/** Everything is in the files of the database then, not in its log: whoever starts it next does not wait. */
async function stopped(server: ServerProcess, say: (line: string) => void): Promise<void> {
  say('stopping the database …');
  await server.stop();
}

async function runningPort(data: string): Promise<number | undefined> {
  if (!existsSync(stateFile)) return undefined;
  const known = state.safeParse(JSON.parse(readFileSync(stateFile, 'utf8')));
  if (!known.success || resolve(known.data.data) !== resolve(data)) return undefined;
  const { mongo } = portsFrom(Number(new URL(known.data.gateway).port));
  return (await answers(mongo)) ? mongo : undefined;
}

const answers = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    const end = (yes: boolean) => () => {
      socket.destroy();
      done(yes);
    };
    socket.once('connect', end(true));
    socket.once('error', end(false));
  });
