/** Where whole files lie. Two adapters: the own database (GridFS) and a bucket (S3). */
export interface BlobStore {
  /** Writes the bytes under a key, in place of what a crash has left there; there once the promise is kept. Memory is bounded. */
  put(key: string, bytes: AsyncIterable<Uint8Array>, mediaType: string): Promise<void>;
  /** Bytes `from` up to and without `to`. @throws Error when there is no such key */
  read(key: string, from: number, to: number): AsyncIterable<Uint8Array>;
  /** Removing what is not there does nothing. */
  remove(key: string): Promise<void>;
  close(): void;
}

export const thumbnailKey = (file: string): string => `${file}.thumbnail`;
