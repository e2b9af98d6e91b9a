import { createHash } from 'node:crypto';
import { AppError, failpoint, inTransaction, isAppError, writesOf } from '@jamaa/kit';
import type { Deps } from '../deps.ts';
import { limitsAt } from '../domain/limits.ts';
import { isRefusal, refused } from '../domain/refusal.ts';
import { carriesAnother, TAIL_BYTES } from '../inspect/hidden.ts';
import { inspectPdf } from '../inspect/pdf.ts';
import { remake } from '../inspect/photo.ts';
import { HEAD_BYTES, type Sniffed, sniff } from '../inspect/sniff.ts';
import { thumbnailKey } from '../storage/blob-store.ts';
import { type FileRow, fileCollection, fileRows } from '../store/file-row.ts';
import { readPieces } from '../store/pieces.ts';

interface Kept {
  readonly size: number;
  readonly digest: string;
  readonly sentDigest?: string;
  readonly thumbnail?: number;
}

const running = new Map<string, Promise<FileRow>>();

/**
 * Looks into an upload that is whole, and keeps or refuses it. Safe to run again after a crash at any point: until the row says what
 * became of it, the pieces are there; two callers in one process share one run.
 * @throws the refusal, as a 4xx
 */
export function finish(deps: Deps, row: FileRow): Promise<FileRow> {
  const same = running.get(row._id);
  if (same !== undefined) return same;
  const run = finishNow(deps, row).finally(() => running.delete(row._id));
  running.set(row._id, run);
  return run;
}

async function finishNow(deps: Deps, row: FileRow): Promise<FileRow> {
  try {
    const sniffed = await sniff(await headOf(deps, row), row.declared, row.length, limitsAt(row.createdAt));
    const kept = await keep(deps, row, sniffed);
    failpoint('attachments.before-settled');
    return await settle(deps, row, {
      state: deps.scanner === undefined ? 'not-scanned' : 'received',
      kind: sniffed.kind,
      mediaType: sniffed.mediaType,
      ...kept,
    });
  } catch (error) {
    const code = isAppError(error) ? error.fields[0]?.code : undefined;
    if (code === undefined || !isRefusal(code)) throw error;
    await settle(deps, row, { state: 'refused', refusal: code });
    throw error;
  }
}

async function headOf(deps: Deps, row: FileRow): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of readPieces(deps.platform.mongo, row._id, row.pieces)) {
    parts.push(part);
    length += part.length;
    if (length >= HEAD_BYTES) break;
  }
  return Buffer.concat(parts);
}

async function keep(deps: Deps, row: FileRow, { kind, mediaType }: Sniffed): Promise<Kept> {
  const limits = limitsAt(row.createdAt);
  const pieces = () => readPieces(deps.platform.mongo, row._id, row.pieces);
  if (kind === 'photo') {
    const sent = await whole(pieces());
    const photo = await remake(sent, limits);
    await deps.store.put(thumbnailKey(row._id), once(photo.thumbnail), 'image/webp');
    await deps.store.put(row._id, once(photo.bytes), mediaType);
    const digests = { digest: digestOf(photo.bytes), sentDigest: digestOf(sent) };
    return { size: photo.bytes.length, ...digests, thumbnail: photo.thumbnail.length };
  }
  if (kind === 'pdf') {
    const bytes = await whole(pieces());
    await inspectPdf(bytes);
    await deps.store.put(row._id, once(bytes), mediaType);
    return { size: bytes.length, digest: digestOf(bytes) };
  }
  return keepMedia(deps, row, mediaType);
}

/** Sound and film are kept as they came, piece by piece; what hides at their ends shows while they pass. */
async function keepMedia(deps: Deps, row: FileRow, mediaType: string): Promise<Kept> {
  const hash = createHash('sha256');
  let head: Buffer | undefined;
  let tail: Buffer = Buffer.alloc(0);
  const passing = async function* (): AsyncGenerator<Buffer> {
    for await (const part of readPieces(deps.platform.mongo, row._id, row.pieces)) {
      head ??= part;
      tail = Buffer.concat([tail, part]).subarray(-TAIL_BYTES);
      hash.update(part);
      yield part;
    }
    // Before the last byte is handed over: then nothing refused is ever whole in the store.
    if (carriesAnother(head ?? tail, tail, 'media')) throw refused('polyglot');
  };
  await deps.store.put(row._id, passing(), mediaType);
  return { size: row.length, digest: hash.digest('base64url') };
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url');

async function whole(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of pieces) parts.push(part);
  return Buffer.concat(parts);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Notes a refusal that shows before all bytes are here. */
export const refuseEarly = async (deps: Deps, row: FileRow, refusal: string): Promise<void> =>
  void (await settle(deps, row, { state: 'refused', refusal }));

/** Writes what became of it, once. The pieces, and what a refused file has left in the store, are the job's to throw away. */
async function settle(
  deps: Deps,
  { _id }: FileRow,
  outcome: Partial<FileRow> & Pick<FileRow, 'state'>,
): Promise<FileRow> {
  const { platform, telemetry } = deps;
  const now = platform.clock.now();
  let mine = false;
  const settled = await inTransaction(platform.mongo, async (session) => {
    const row = await fileRows(platform.mongo).findOne({ _id }, { session });
    if (row === null) throw new AppError('not-found', 'no such upload');
    mine = row.state === 'uploading';
    if (!mine) return row;
    const { expiresAt, ...rest } = row;
    // A complaint that accepted it before it was whole has it for good from here on.
    const held = outcome.state !== 'refused' && row.complaintId !== undefined;
    const next: FileRow = { ...rest, ...outcome, receivedAt: now, workAt: now };
    if (expiresAt !== undefined && !held) next.expiresAt = expiresAt;
    writesOf(session).replace(fileCollection, next);
    return next;
  });
  if (mine) {
    telemetry.files.inc({ outcome: outcome.state === 'refused' ? 'refused' : 'kept', kind: settled.kind ?? 'none' });
    if (settled.refusal !== undefined) telemetry.refusals.inc({ reason: settled.refusal });
    deps.poke();
  }
  return settled;
}
