import { Readable } from 'node:stream';
import { DeleteObjectCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { AttachmentsEnvironment } from '../config.ts';
import type { BlobStore } from './blob-store.ts';

/** The least that S3 takes as a part of many. */
const PART_BYTES = 5 * 1024 * 1024;

type Settings = Pick<
  AttachmentsEnvironment,
  'S3_ENDPOINT' | 'S3_BUCKET' | 'S3_REGION' | 'S3_ACCESS_KEY_ID' | 'S3_SECRET_ACCESS_KEY' | 'S3_PATH_STYLE'
>;

/** Files in a bucket that speaks S3, in parts: at most two of them are in memory. Without a key of its own the SDK looks for the machine's. */
export function createS3Store(env: Settings): BlobStore {
  const { S3_ENDPOINT, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = env;
  const Bucket = env.S3_BUCKET ?? '';
  const client = new S3Client({
    region: env.S3_REGION,
    forcePathStyle: env.S3_PATH_STYLE === 'true',
    // Stores of one's own often know no trailing checksums; the body's length and TLS stand for them.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    ...(S3_ENDPOINT === undefined ? {} : { endpoint: S3_ENDPOINT }),
    ...(S3_ACCESS_KEY_ID === undefined || S3_SECRET_ACCESS_KEY === undefined
      ? {}
      : { credentials: { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY } }),
  });
  return {
    async put(key, bytes, mediaType) {
      let broke: unknown;
      const watched = async function* (): AsyncGenerator<Uint8Array> {
        try {
          yield* bytes;
        } catch (error) {
          broke = error;
          throw error;
        }
      };
      const Body = Readable.from(watched(), { objectMode: false });
      const params = { Bucket, Key: key, Body, ContentType: mediaType };
      try {
        await new Upload({ client, params, partSize: PART_BYTES, queueSize: 1 }).done();
      } catch (error) {
        // Why the bytes ended (a refusal, for one) says more than what the bucket answers to an upload that is given up.
        throw broke ?? error;
      }
    },
    async *read(key, from, to) {
      if (to <= from) return;
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: key, Range: `bytes=${from}-${to - 1}` }));
      if (!(Body instanceof Readable)) throw new Error(`no stored file ${key}`);
      yield* Body as AsyncIterable<Buffer>;
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand({ Bucket, Key: key }));
    },
    close: () => client.destroy(),
  };
}
