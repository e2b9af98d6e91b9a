import type { DatasetSource } from '@jamaa/territory';
import type { ClientSession, Connection, mongo } from 'mongoose';
import { bytesOf } from '../journal/replay.ts';
import type { IndexPlan } from '../migrations/indexes.ts';
import { inTransaction } from '../mongo/transaction.ts';

export type Part = keyof DatasetSource;
export type PartBytes = Readonly<Record<Part, Uint8Array>>;

/** Collection `copy_territory`: one head, one wanted, and the chunks of the version that the head names. */
interface Row {
  /** `head`, `wanted`, or `<version>/<part>/<number>` */
  _id: string;
  version: string;
  /** Head only: how many chunks make the version. */
  chunks?: number;
  /** Head: when stored; wanted: when published. Business time. */
  at?: Date;
  part?: Part;
  number?: number;
  data?: mongo.Binary | Uint8Array;
}

/** To be added to the indexes of a service that keeps a copy. */
export const territoryCopyIndexes: readonly IndexPlan[] = [
  { collection: 'copy_territory', indexes: [{ name: 'version', key: { version: 1, part: 1, number: 1 } }] },
];

const CHUNK_BYTES = 1024 * 1024;

const rows = (connection: Connection): mongo.Collection<Row> =>
  connection.collection<Row>('copy_territory') as unknown as mongo.Collection<Row>;

export interface Marks {
  /** Version that lies whole in the own database. */
  readonly head: string | undefined;
  /** Version last heard of on the stream. */
  readonly wanted: string | undefined;
}

export async function readMarks(connection: Connection): Promise<Marks> {
  const found = await rows(connection)
    .find({ _id: { $in: ['head', 'wanted'] } })
    .toArray();
  const version = (id: string): string | undefined => found.find((row) => row._id === id)?.version;
  return { head: version('head'), wanted: version('wanted') };
}

export async function writeWanted(
  connection: Connection,
  session: ClientSession,
  version: string,
  at: Date,
): Promise<void> {
  await rows(connection).updateOne({ _id: 'wanted' }, { $set: { version, at } }, { session, upsert: true });
}

export interface Stored {
  readonly version: string;
  /** Absent when chunks are missing. */
  readonly parts?: PartBytes;
}

/** The bytes of the head's version, read in one snapshot; `undefined` without a head. */
export async function readStored(connection: Connection): Promise<Stored | undefined> {
  return inTransaction(connection, async (session) => {
    const head = await rows(connection).findOne({ _id: 'head' }, { session });
    if (head === null) return undefined;
    const { version } = head;
    const chunks = await rows(connection)
      .find(chunksOfVersion(version), { session })
      .sort({ part: 1, number: 1 })
      .toArray();
    if (chunks.length !== head.chunks) return { version };
    const join = (part: Part): Buffer =>
      Buffer.concat(chunks.flatMap((row) => (row.part === part && row.data ? [bytesOf(row.data)] : [])));
    return { version, parts: { territories: join('territories'), boundaries: join('boundaries') } };
  });
}

/** One chunk of a version, written ahead of its head: until {@link moveHead} nobody reads it. */
export interface Chunk {
  readonly part: Part;
  readonly number: number;
  readonly data: Uint8Array;
}

export const chunksOf = (parts: PartBytes): Chunk[] =>
  (['territories', 'boundaries'] as const).flatMap((part) =>
    Array.from({ length: Math.ceil(parts[part].length / CHUNK_BYTES) }, (_, number) => ({
      part,
      number,
      data: Buffer.from(parts[part].subarray(number * CHUNK_BYTES, (number + 1) * CHUNK_BYTES)),
    })),
  );

export async function writeChunk(connection: Connection, version: string, chunk: Chunk): Promise<void> {
  const _id = `${version}/${chunk.part}/${chunk.number}`;
  await rows(connection).replaceOne({ _id }, { version, ...chunk }, { upsert: true });
}

/**
 * Makes a version whose chunks are all there the one in use, and removes every other chunk, in one transaction.
 * `false`, and nothing done, when another replica moved the head first or removed one of the chunks.
 */
export async function moveHead(
  connection: Connection,
  from: string | undefined,
  to: { readonly version: string; readonly chunks: number; readonly at: Date },
): Promise<boolean> {
  return inTransaction(connection, async (session) => {
    const head = await rows(connection).findOne({ _id: 'head' }, { session });
    if (head?.version !== from) return false;
    const there = rows(connection).find(chunksOfVersion(to.version), { session, projection: { _id: 1 } });
    if ((await there.toArray()).length !== to.chunks) return false;
    await rows(connection).updateOne({ _id: 'head' }, { $set: to }, { session, upsert: true });
    await rows(connection).deleteMany({ number: { $gte: 0 }, version: { $ne: to.version } }, { session });
    return true;
  });
}

/** Chunks alone have a number: head and wanted bear the same version. */
const chunksOfVersion = (version: string): mongo.Filter<Row> => ({ version, number: { $gte: 0 } });
