import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { portsFrom } from '@jamaa/stack';
import { type JetStreamClient, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import mongoose, { type Connection } from 'mongoose';

export const ports = portsFrom(Number(process.env['JAMAA_E2E_PORT']));

/** Folder in which the running platform keeps its data, logs and development secrets. */
export async function dataFolder(): Promise<string> {
  const answer = await fetch(process.env['JAMAA_E2E_CONTROL'] ?? '');
  return ((await answer.json()) as { data: string }).data;
}

async function adminPassword(): Promise<string> {
  const file = join(await dataFolder(), 'secrets/passwords.json');
  return (JSON.parse(await readFile(file, 'utf8')) as { admin: string }).admin;
}

/** The database server itself, past every service; a service's database is `useDb('jamaa_<service>')`. */
export async function openDatabase(): Promise<Connection> {
  const uri =
    process.env['MONGODB_URI'] ??
    `mongodb://admin:${await adminPassword()}@127.0.0.1:${ports.mongo}/?authSource=admin&directConnection=true`;
  return mongoose.createConnection(uri, { autoCreate: false, autoIndex: false, bufferCommands: false }).asPromise();
}

/** The broker as its administrator sees it. */
export async function openBroker(): Promise<{
  connection: NatsConnection;
  manager: Awaited<ReturnType<typeof jetstreamManager>>;
  client: JetStreamClient;
}> {
  const own = process.env['NATS_URL'];
  const connection = await connect(
    own === undefined
      ? { servers: `127.0.0.1:${ports.nats}`, user: 'admin', pass: await adminPassword() }
      : { servers: own.split(',') },
  );
  return { connection, manager: await jetstreamManager(connection), client: jetstream(connection) };
}
