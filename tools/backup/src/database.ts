import mongoose, { type Connection, mongo } from 'mongoose';

export interface Cell {
  readonly client: mongo.MongoClient;
  /** Those of the cell that exist. */
  readonly databases: readonly string[];
  close(): Promise<void>;
}

/** Opens the server of a cell. @throws when it is out of reach for ten seconds */
export async function openCell(uri: string, wanted: readonly string[]): Promise<Cell> {
  const client = new mongo.MongoClient(uri, {
    appName: 'backup',
    serverSelectionTimeoutMS: 10_000,
    readConcern: { level: 'majority' },
    writeConcern: { w: 'majority', journal: true },
  });
  await client.connect();
  const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
  const there = new Set(databases.map(({ name }) => name));
  return { client, databases: wanted.filter((name) => there.has(name)), close: () => client.close() };
}

/** One database as the kit takes it. */
export const openOne = (uri: string, dbName: string): Promise<Connection> =>
  mongoose
    .createConnection(uri, { dbName, appName: 'backup', writeConcern: { w: 'majority', journal: true } })
    .asPromise();

/** The database's own time now, as a moment of the archive: everything committed before it is at or below it. */
export async function momentNow(client: mongo.MongoClient): Promise<bigint> {
  const hello = await client.db('admin').command({ hello: 1 });
  const time = hello['lastWrite']?.majorityOpTime?.ts ?? hello['operationTime'];
  if (!(time instanceof mongo.Timestamp))
    throw new Error('the database is no replica set: it tells no time of its last write');
  return time.toBigInt();
}

/** A moment so many seconds before. */
export const earlier = (moment: bigint, seconds: number): bigint => ((moment >> 32n) - BigInt(seconds)) << 32n;
