import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attachmentProof, openKeyring } from '@jamaa/kit';
import { type Child, startChild, until } from '@jamaa/kit/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BlobStore } from '../src/storage/blob-store.ts';
import { createS3Store } from '../src/storage/s3.ts';
import { mp4 } from './samples.ts';
import { type Attachments, createWorld, download, person, upload, type World } from './world.ts';

const settings = {
  S3_BUCKET: 'jamaa-files',
  S3_REGION: 'us-east-1',
  S3_ACCESS_KEY_ID: 'S3RVER',
  S3_SECRET_ACCESS_KEY: 'S3RVER',
  S3_PATH_STYLE: 'true',
} as const;

let folder: string;
let server: Child;
let endpoint: string;
let store: BlobStore;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jamaa-s3-'));
  const script = createRequire(import.meta.url).resolve('s3rver/bin/s3rver.js');
  server = startChild(script, {}, [
    '-d',
    folder,
    '-a',
    '127.0.0.1',
    '-p',
    '0',
    '--configure-bucket',
    settings.S3_BUCKET,
  ]);
  const port = await until('the S3 server listens', () => /listening on \S*?:(\d+)/.exec(server.stdout())?.[1]);
  endpoint = `http://127.0.0.1:${port}`;
  store = createS3Store({ ...settings, S3_ENDPOINT: endpoint });
});
afterAll(async () => {
  store.close();
  await server.kill();
  await rm(folder, { recursive: true });
});

async function* inParts(bytes: Buffer, size = 100_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const read = async (key: string, from: number, to: number): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  for await (const part of store.read(key, from, to)) parts.push(part);
  return Buffer.concat(parts);
};

describe('a bucket that speaks S3', () => {
  it('takes a file in many parts, gives any range of it, replaces it whole, and forgets it', async () => {
    const bytes = mp4(12_000_000);
    await store.put('one', inParts(bytes), 'video/mp4');
    expect((await read('one', 0, bytes.length)).equals(bytes)).toBe(true);
    expect((await read('one', 5_000_000, 5_000_010)).equals(bytes.subarray(5_000_000, 5_000_010))).toBe(true);
    await store.put('one', inParts(Buffer.from('shorter')), 'text/plain');
    expect((await read('one', 0, 7)).toString()).toBe('shorter');
    await store.remove('one');
    await store.remove('one');
    await expect(read('one', 0, 7)).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('keeps nothing of a file whose bytes break off', async () => {
    const breaking = async function* () {
      yield* inParts(mp4(6_000_000));
      throw new Error('broke off');
    };
    await expect(store.put('broken', breaking(), 'video/mp4')).rejects.toThrow('broke off');
    await expect(read('broken', 0, 7)).rejects.toMatchObject({ name: 'NoSuchKey' });
  });
});

describe('the service over it', () => {
  let world: World;
  let attachments: Attachments;
  beforeAll(async () => {
    world = await createWorld();
    attachments = await world.start({ STORAGE: 's3', S3_ENDPOINT: endpoint, ...settings });
  });
  afterAll(() => world.close());

  it('keeps a film there and gives it back', async () => {
    const bytes = mp4(7_000_000);
    const { id, token } = await upload(attachments.as(person('sender')), bytes);
    const proof = attachmentProof(await openKeyring(world.suite.secretsDir), token);
    const { reference } = await world.intake.accept([{ id, proof }], ['agent']);
    await until('bound', async () => (await world.row(id))?.complaintId);
    expect((await read(id, 0, bytes.length)).equals(bytes)).toBe(true);
    expect((await download(attachments.as(person('agent')), reference, id)).equals(bytes)).toBe(true);
  });
});
