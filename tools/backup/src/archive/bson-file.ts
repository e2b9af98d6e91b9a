import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { mongo } from 'mongoose';

const { BSON } = mongo;

/** Documents with the types they are stored under: a number that is a double stays one. */
export const exact = { promoteValues: false, promoteLongs: false, promoteBuffers: false } as const;

export interface Written {
  readonly documents: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** A file of documents one after the other, as mongodump writes them: `bsondump` and `mongorestore` read it. */
export class BsonWriter {
  readonly #file: FileHandle;
  readonly #hash = createHash('sha256');
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #documents = 0;
  #bytes = 0;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async open(path: string): Promise<BsonWriter> {
    return new BsonWriter(await open(path, 'wx', 0o600));
  }

  /** @param document raw bytes of one document, copied by the caller where its buffer is used again */
  async add(document: Uint8Array): Promise<void> {
    this.#waiting.push(document);
    this.#waitingBytes += document.length;
    this.#documents += 1;
    if (this.#waitingBytes > 4_000_000) await this.#flush();
  }

  get documents(): number {
    return this.#documents;
  }

  async #flush(): Promise<void> {
    const all = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#bytes += all.length;
    this.#hash.update(all);
    await this.#file.appendFile(all);
  }

  /** Everything is on the disk when it returns. */
  async close(): Promise<Written> {
    await this.#flush();
    await this.#file.sync();
    await this.#file.close();
    return { documents: this.#documents, bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }
}

/** Raw documents of a file, in order. @throws Error when it ends within a document */
export async function* readDocuments(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    rest = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer]);
    let at = 0;
    while (rest.length - at >= 4) {
      const size = rest.readInt32LE(at);
      if (size < 5) throw new Error(`${path}: not a file of documents`);
      if (rest.length - at < size) break;
      yield rest.subarray(at, at + size);
      at += size;
    }
    rest = rest.subarray(at);
  }
  if (rest.length > 0) throw new Error(`${path} ends within a document`);
}

export const decode = (raw: Uint8Array): mongo.Document => BSON.deserialize(raw, exact) as mongo.Document;

/** SHA-256 of a file, hexadecimal. */
export async function digestOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** Names in a folder survive a power cut only when the folder is synced too. */
export async function syncFolderOf(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
