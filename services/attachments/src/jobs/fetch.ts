import { createHash, type Hash } from 'node:crypto';
import { AppError, backoffMs, failpoint, inTransaction, type Peer, writesOf } from '@jamaa/kit';
import type { AttachmentsServiceClient } from '@jamaa/proto/attachments/v1/attachments';
import type { Deps } from '../deps.ts';
import type { FileKind } from '../domain/limits.ts';
import { thumbnailKey } from '../storage/blob-store.ts';
import { type FileRow, fileCollection, fileRows } from '../store/file-row.ts';

const PIECE_BYTES = 1_048_576;
const PATIENCE_MS = 30_000;
/** After so long the other cell never had it (our rule): a file that was claimed and never came. */
const GIVE_UP_MS = 30 * 86_400_000;
const kinds: readonly FileKind[] = ['photo', 'pdf', 'audio', 'video'];

type There = Peer<AttachmentsServiceClient>;

/**
 * Fetches a file of a case that came from another cell, and has it scanned here. Again from its beginning after a crash: until the row
 * says that it is here, nobody is given it.
 */
export async function fetchFile(deps: Deps, row: FileRow): Promise<void> {
  const { cells, platform, scanner, store } = deps;
  try {
    const { from = '' } = row;
    if (!cells.known.has(from)) throw new AppError('unavailable', `no address of cell ${from} is known`);
    const there = cells.at(from);
    const opened = await there.call('openHandedOverFile', { id: row._id }, PATIENCE_MS);
    if (opened.gone) return await arrived(deps, row, { state: 'refused', refusal: 'gone' });
    const { size, mediaType, digest, thumbnailTicket, thumbnailSize } = opened;
    const kind = kinds.find((one) => one === opened.kind);
    if (thumbnailTicket !== '')
      await store.put(thumbnailKey(row._id), pieces(there, thumbnailTicket, thumbnailSize), 'image/webp');
    const hash = createHash('sha256');
    await store.put(row._id, pieces(there, opened.ticket, size, hash), mediaType);
    if (hash.digest('base64url') !== digest) throw new AppError('unavailable', 'the bytes that came are not the file');
    failpoint('attachments.fetched');
    await arrived(deps, row, {
      state: scanner === undefined ? 'not-scanned' : 'received',
      size,
      mediaType,
      digest,
      ...(kind === undefined ? {} : { kind }),
      ...(thumbnailTicket === '' ? {} : { thumbnail: thumbnailSize }),
    });
  } catch (error) {
    platform.logger.warn({ err: error, file: row._id }, 'file not fetched for now');
    await postpone(deps, row);
  }
}

async function* pieces(there: There, ticket: string, size: number, hash?: Hash): AsyncGenerator<Uint8Array> {
  for (let offset = 0; offset < size; ) {
    const length = Math.min(PIECE_BYTES, size - offset);
    const { data } = await there.call('readAttachment', { ticket, offset, length }, PATIENCE_MS);
    if (data.length === 0) throw new AppError('unavailable', 'the other cell answered no bytes');
    hash?.update(data);
    yield data;
    offset += data.length;
  }
}

/** Once, and only while it is waited for: its case may have been erased meanwhile. */
async function arrived(deps: Deps, { _id }: Pick<FileRow, '_id'>, outcome: Partial<FileRow>): Promise<void> {
  const { platform } = deps;
  const now = platform.clock.now();
  await inTransaction(platform.mongo, async (session) => {
    const row = await fileRows(platform.mongo).findOne({ _id }, { session });
    if (row?.state !== 'on-its-way') return;
    const next: FileRow = { ...row, ...outcome, receivedAt: now, workAt: now, attempts: 0 };
    writesOf(session).replace(fileCollection, next);
  });
  deps.telemetry.files.inc({
    outcome: outcome.state === 'refused' ? 'refused' : 'fetched',
    kind: outcome.kind ?? 'none',
  });
}

async function postpone(deps: Deps, { _id, attempts, createdAt }: FileRow): Promise<void> {
  const { env, platform } = deps;
  const now = platform.clock.now().getTime();
  if (now - createdAt.getTime() > GIVE_UP_MS)
    return arrived(deps, { _id }, { state: 'refused', refusal: 'not-received' });
  const workAt = new Date(now + backoffMs(attempts + 1, env.SCAN_RETRY_BASE_MS, 600_000));
  await inTransaction(platform.mongo, async (session) => {
    const row = await fileRows(platform.mongo).findOne({ _id }, { session });
    if (row?.state === 'on-its-way')
      writesOf(session).update(fileCollection, _id, { $set: { attempts: attempts + 1, workAt } });
  });
}
