import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { spans } from '@jamaa/e2e';
import { mongo } from 'mongoose';
import { exposition, processes } from './metrics.ts';
import { dataFolder, openBroker, openDatabase } from './platform.ts';

/** A piece of what the platform holds or tells, as bytes, and where it was found. */
export interface Piece {
  readonly where: string;
  readonly bytes: Buffer;
}

/** Every message of every stream: subject, headers and data. */
export async function streams(): Promise<Piece[]> {
  const broker = await openBroker();
  const pieces: Piece[] = [];
  try {
    for await (const { config, state } of broker.manager.streams.list()) {
      if (state.messages === 0) continue;
      const consumer = await broker.client.consumers.get(config.name);
      for await (const message of await consumer.consume()) {
        const headers = [...(message.headers ?? [])].flat(2).join('\n');
        const head = Buffer.from(`${message.subject}\n${headers}\n`);
        pieces.push({ where: `stream ${config.name}`, bytes: Buffer.concat([head, message.data]) });
        if (message.seq >= state.last_seq) break;
      }
    }
  } finally {
    await broker.connection.close();
  }
  return pieces;
}

/** Every document of every database of the platform, as the bytes it is stored as. */
export async function databases(): Promise<Piece[]> {
  const connection = await openDatabase();
  const pieces: Piece[] = [];
  try {
    const { databases: all } = await connection.listDatabases();
    for (const { name } of all.filter((one) => one.name.startsWith('jamaa_'))) {
      const database = connection.useDb(name);
      for (const collection of (await database.listCollections()).map((one) => one.name)) {
        for await (const document of database.collection(collection).find({}))
          pieces.push({ where: `${name}.${collection}`, bytes: Buffer.from(mongo.BSON.serialize(document)) });
      }
    }
  } finally {
    await connection.close();
  }
  return pieces;
}

/** Every log file, whole. */
export async function logs(): Promise<Piece[]> {
  const folder = join(await dataFolder(), 'logs');
  const names = await readdir(folder);
  return Promise.all(names.map(async (name) => ({ where: `log ${name}`, bytes: await readFile(join(folder, name)) })));
}

/** What every process tells Prometheus, and every span that was exported. */
export async function signals(): Promise<Piece[]> {
  const metrics = processes.map(async (one) => ({
    where: `metrics of ${one}`,
    bytes: Buffer.from(await exposition(one)),
  }));
  const traces = (await spans<object>()).map((span) => ({ where: 'traces', bytes: Buffer.from(JSON.stringify(span)) }));
  return [...(await Promise.all(metrics)), ...traces];
}

/** Where one of these texts stands in clear, each place once. */
export function placesOf(pieces: readonly Piece[], texts: readonly string[]): string[] {
  const wanted = texts.map((text) => Buffer.from(text));
  const found = pieces.filter(({ bytes }) => wanted.some((text) => bytes.includes(text)));
  return [...new Set(found.map(({ where }) => where))].sort();
}
