import { backoffMs, inTransaction, isAppError, writesOf } from '@jamaa/kit';
import type { Deps } from '../deps.ts';
import type { FileState } from '../domain/file.ts';
import { finish } from '../finishing/finish.ts';
import { thumbnailKey } from '../storage/blob-store.ts';
import { type FileRow, fileCollection, fileRows } from '../store/file-row.ts';
import { removePieces } from '../store/pieces.ts';
import { fetchFile } from './fetch.ts';

/** What a file waits for, one step at a time; each may be done again after a crash. `held-up`: a scan could not be made. */
export type Worked = 'done' | 'held-up';

export async function work(deps: Deps, row: FileRow): Promise<Worked> {
  switch (row.state) {
    case 'uploading':
      await leftBehind(deps, row);
      return 'done';
    case 'on-its-way':
      await fetchFile(deps, row);
      return 'done';
    case 'received':
    case 'scanning':
      await removePieces(deps.platform.mongo, row._id);
      return scan(deps, row);
    case 'refused':
    case 'infected':
    case 'expired':
      await removePieces(deps.platform.mongo, row._id);
      await deps.store.remove(row._id);
      await deps.store.remove(thumbnailKey(row._id));
      await (row.state === 'expired' ? forget(deps, row) : move(deps, row, row.state, {}));
      return 'done';
    case 'clean':
    case 'not-scanned':
      await removePieces(deps.platform.mongo, row._id);
      await move(deps, row, row.state, {});
      return 'done';
  }
}

/** All bytes are here, and whoever sent them is gone or was answered by a crash. */
async function leftBehind(deps: Deps, row: FileRow): Promise<void> {
  try {
    await finish(deps, row);
  } catch (error) {
    // A refusal is on the row by now.
    if (!isAppError(error)) throw error;
  }
}

async function scan(deps: Deps, row: FileRow): Promise<Worked> {
  const { platform, scanner, store, telemetry, env } = deps;
  if (scanner === undefined) {
    // The scanner was taken out of the settings meanwhile: the file must not wait for ever.
    await move(deps, row, 'not-scanned', {});
    return 'done';
  }
  await move(deps, row, 'scanning', { workAt: platform.clock.now() });
  try {
    const verdict = await scanner.scan(store.read(row._id, 0, row.size ?? 0));
    telemetry.scans.inc({ result: verdict.result });
    if (verdict.result === 'infected') {
      platform.logger.warn({ file: row._id, signature: verdict.signature }, 'virus found, file thrown away');
      telemetry.files.inc({ outcome: 'infected', kind: row.kind ?? 'none' });
      await move(deps, row, 'infected', { workAt: platform.clock.now() });
    } else await move(deps, row, 'clean', {});
    return 'done';
  } catch (error) {
    telemetry.scans.inc({ result: 'failed' });
    platform.logger.warn({ err: error, file: row._id }, 'file not scanned for now');
    const attempts = row.attempts + 1;
    const delay = backoffMs(attempts, env.SCAN_RETRY_BASE_MS, 600_000);
    await move(deps, row, 'received', { attempts, workAt: new Date(platform.clock.now().getTime() + delay) });
    return 'held-up';
  }
}

/** The next state; nothing more to do unless `next` says when. */
const move = (
  { platform }: Deps,
  { _id }: FileRow,
  state: FileState,
  next: { workAt?: Date; attempts?: number },
): Promise<void> =>
  inTransaction(platform.mongo, async (session) => {
    const row = await fileRows(platform.mongo).findOne({ _id }, { session });
    // It expired meanwhile: that goes before.
    if (row === null || (row.state === 'expired' && state !== 'expired')) return;
    writesOf(session).update(fileCollection, _id, {
      $set: { state, ...next },
      ...(next.workAt === undefined ? { $unset: { workAt: '' } } : {}),
    });
  });

const forget = ({ platform }: Deps, { _id }: FileRow): Promise<void> =>
  inTransaction(platform.mongo, async (session) => writesOf(session).delete(fileCollection, _id));
