import { AppError } from '@jamaa/kit';
import type { FileKind, Limits } from './limits.ts';
import { largest } from './limits.ts';

/**
 * uploading (also: whole, but not looked into yet) → received → scanning → clean | infected; not-scanned instead of received where no
 * scanner is configured; on-its-way: of a case that came from another cell, which has its bytes still; refused when its content is not what may be attached; expired when nobody has taken it and its bytes are about to go.
 */
export type FileState =
  | 'uploading'
  | 'received'
  | 'scanning'
  | 'clean'
  | 'not-scanned'
  | 'infected'
  | 'refused'
  | 'expired'
  | 'on-its-way';

/** States in which the bytes are kept and a complaint may take the file. */
export const keptStates: readonly FileState[] = ['received', 'scanning', 'clean', 'not-scanned'];

/** States in which others than its sender may have the bytes. */
export const servedStates: readonly FileState[] = ['clean', 'not-scanned'];

/** A file as decisions see it. */
export interface StoredFile {
  readonly state: FileState;
  /** Bytes that its sender announced. */
  readonly length: number;
  /** Bytes that have come. */
  readonly offset: number;
  readonly pieces: number;
  readonly kind?: FileKind | undefined;
  /** Bytes as they are kept, after a picture was written anew. */
  readonly size?: number | undefined;
  /** Keyed digest of the token told at its upload. */
  readonly proof: string;
  /** What has it for good: the id of a complaint, or `<service>/<id>` of what another service keeps it for. */
  readonly complaintId?: string | undefined;
  /** Nobody has taken it in its time: it goes unless a complaint turns out to hold it. */
  readonly expiring?: true | undefined;
}

/** Whether an upload of so many bytes may begin. @throws `payload-too-large`, `validation-failed` */
export function admit(length: number, limits: Limits): void {
  if (!Number.isInteger(length) || length < 1) {
    throw new AppError('validation-failed', 'Upload-Length: a file has at least one byte', {
      fields: [{ path: 'Upload-Length', code: 'range', message: 'a file has at least one byte' }],
    });
  }
  if (length > largest(limits))
    throw new AppError('payload-too-large', `no file may be larger than ${largest(limits)} bytes`);
}

/**
 * The upload after a further piece. The same piece may be sent again only from where the upload stands.
 * @throws `command-not-allowed` at another offset or when it is over, `payload-too-large` beyond what was announced
 */
export function append(
  file: StoredFile,
  offset: number,
  bytes: number,
  limits: Limits,
): Pick<StoredFile, 'offset' | 'pieces'> {
  if (file.state !== 'uploading') throw new AppError('command-not-allowed', 'this upload is over');
  if (offset !== file.offset) throw new AppError('command-not-allowed', `the upload stands at offset ${file.offset}`);
  if (offset + bytes > file.length)
    throw new AppError('payload-too-large', `the upload was announced with ${file.length} bytes`);
  if (file.pieces >= limits.pieces)
    throw new AppError('payload-too-large', `an upload comes in at most ${limits.pieces} pieces`);
  return { offset: offset + bytes, pieces: file.pieces + 1 };
}

export type Claim = 'ok' | 'unknown' | 'incomplete' | 'refused' | 'taken';

/** Whether whoever shows `proof` may give the file to a complaint; empty `complaintId`: to one that is being filed. */
export function claim(file: StoredFile | undefined, proof: string, complaintId: string): Claim {
  if (file === undefined || file.proof !== proof || file.expiring === true) return 'unknown';
  if (file.complaintId !== undefined && file.complaintId !== complaintId) return 'taken';
  if (file.state === 'uploading') return 'incomplete';
  return keptStates.includes(file.state) ? 'ok' : 'refused';
}

/** What a complaint's acceptance does: the first complaint that shows the proof has the file for good. */
export const binds = (file: StoredFile, proof: string, complaintId: string): boolean =>
  file.state !== 'expired' &&
  file.proof === proof &&
  (file.complaintId === undefined || file.complaintId === complaintId);
