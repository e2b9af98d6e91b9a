import type { Connection, mongo } from 'mongoose';
import type { StoredFile } from '../domain/file.ts';

/** Document of the collection `files`. No name that somebody typed is kept: it is personal text and nothing needs it. */
export interface FileRow extends StoredFile {
  _id: string;
  /** Subject of the account that sends it, empty for the anonymous. */
  owner: string;
  /** Media type that the sender declared; see settledType. */
  declared: string;
  mediaType?: string;
  /** Bytes of the thumbnail; absent without one. */
  thumbnail?: number;
  /** SHA-256 of the bytes as they are kept, base64url. */
  digest?: string;
  /** The same of the bytes as they came, where they are kept otherwise. */
  sentDigest?: string;
  refusal?: string;
  createdAt: Date;
  receivedAt?: Date;
  /** When it is thrown away; absent once a complaint has it. */
  expiresAt?: Date;
  /** When the job has something to do for it: look into what was left behind, scan, throw bytes away. */
  workAt?: Date;
  /** The cell that it comes from. */
  from?: string;
  /** The cell to which its case went, and which may fetch it. */
  handedTo?: string;
  /** Scans that could not be made, or attempts at fetching it. */
  attempts: number;
}

export const fileCollection = 'files';

export const fileRows = (connection: Connection): mongo.Collection<FileRow> =>
  connection.collection<FileRow>(fileCollection) as unknown as mongo.Collection<FileRow>;
