import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Connection, mongo } from 'mongoose';
import type { BlobStore } from './blob-store.ts';

const CHUNK_BYTES = 512 * 1024;

export const blobCollections = { files: 'blobs.files', chunks: 'blobs.chunks' } as const;

interface FileDocument {
  _id: string;
  length: number;
}

interface ChunkDocument {
  files_id: string;
  n: number;
  data: mongo.Binary;
}

/** Files in the own database. Written by the driver's GridFS; read by chunk number, so that a range costs what it holds. */
export function createGridFsStore(connection: Connection): BlobStore {
  const database = connection.db;
  if (database === undefined) throw new Error('the database is not connected');
  const bucket = new mongo.GridFSBucket(database as never, {
    bucketName: 'blobs',
    chunkSizeBytes: CHUNK_BYTES,
    writeConcern: { w: 'majority', j: true },
  });
  const files = connection.collection<FileDocument>(blobCollections.files);
  const chunks = connection.collection<ChunkDocument>(blobCollections.chunks);
  const remove = async (key: string): Promise<void> => {
    await files.deleteOne({ _id: key });
    await chunks.deleteMany({ files_id: key });
  };
  return {
    async put(key, bytes, mediaType) {
      await remove(key);
      const target = bucket.openUploadStreamWithId(key as never, key, { metadata: { mediaType } });
      await pipeline(Readable.from(bytes, { objectMode: true }), target);
    },
    async *read(key, from, to) {
      const file = await files.findOne({ _id: key });
      if (file === null) throw new Error(`no stored file ${key}`);
      const end = Math.min(to, file.length);
      for (let at = from; at < end; ) {
        const n = Math.floor(at / CHUNK_BYTES);
        const chunk = await chunks.findOne({ files_id: key, n });
        if (chunk === null) throw new Error(`chunk ${n} of ${key} is not there`);
        const begin = at - n * CHUNK_BYTES;
        const part = chunk.data.buffer.subarray(begin, Math.min(end - n * CHUNK_BYTES, chunk.data.length()));
        yield part;
        at += part.length;
      }
    },
    remove,
    close: () => undefined,
  };
}
