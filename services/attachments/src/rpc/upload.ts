import { AppError, failpoint, inTransaction, isAppError, type RpcCall, writesOf } from '@jamaa/kit';
import {
  type AppendUploadRequest,
  AppendUploadResponse,
  type FinishUploadRequest,
  type FinishUploadResponse,
  type GetUploadRequest,
  GetUploadResponse,
} from '@jamaa/proto/attachments/v1/attachments';
import type { Deps } from '../deps.ts';
import { append } from '../domain/file.ts';
import { limitsAt } from '../domain/limits.ts';
import { isRefusal, refused } from '../domain/refusal.ts';
import { finish, refuseEarly } from '../finishing/finish.ts';
import { sniff } from '../inspect/sniff.ts';
import { type FileRow, fileCollection, fileRows } from '../store/file-row.ts';
import { pieceCollection, pieceId } from '../store/pieces.ts';
import { attachmentMessage } from './message.ts';

const MAX_PIECE = 1_048_576;
/** With so many bytes the type is known. */
const TELLING_BYTES = 4_100;

const notThere = (): AppError => new AppError('not-found', 'no such upload, or it has expired');

async function uploadOf({ platform }: Deps, id: string): Promise<FileRow> {
  const row = await fileRows(platform.mongo).findOne({ _id: id });
  if (row === null || row.expiring === true || row.state === 'expired') throw notThere();
  if (row.state === 'refused')
    throw refused(row.refusal !== undefined && isRefusal(row.refusal) ? row.refusal : 'type');
  return row;
}

const isWhole = (row: FileRow): boolean => row.state === 'uploading' && row.offset === row.length;

/** How far an upload is; one that a crash left whole but unfinished is finished first, so that its sender learns a refusal. */
export const getUpload =
  (deps: Deps) =>
  async ({ id }: GetUploadRequest, _call: RpcCall): Promise<GetUploadResponse> => {
    const found = await uploadOf(deps, id);
    const { length, offset, state, expiresAt } = isWhole(found) ? await finish(deps, found) : found;
    return GetUploadResponse.fromPartial({ length, offset, state, ...(expiresAt === undefined ? {} : { expiresAt }) });
  };

/** Adds a piece. It and the new offset are one commit: what is answered is durable, and nothing is torn. */
export const appendUpload =
  (deps: Deps) =>
  async ({ id, offset, data }: AppendUploadRequest, _call: RpcCall): Promise<AppendUploadResponse> => {
    const { platform } = deps;
    if (data.length > MAX_PIECE) throw new AppError('payload-too-large', `a piece has at most ${MAX_PIECE} bytes`);
    const before = await uploadOf(deps, id);
    if (offset === 0 && before.offset === 0) await lookEarly(deps, before, data);
    const now = platform.clock.now();
    const after = await inTransaction(platform.mongo, async (session) => {
      const row = await fileRows(platform.mongo).findOne({ _id: id }, { session });
      if (row === null || row.expiring === true) throw notThere();
      if (data.length === 0) return row;
      const next = append(row, offset, data.length, limitsAt(row.createdAt));
      const whole = next.offset === row.length;
      const workAt = new Date(now.getTime() + deps.env.LEFT_BEHIND_MS);
      writesOf(session).insert(pieceCollection, [{ _id: pieceId(id, row.pieces), bytes: data }]);
      writesOf(session).update(fileCollection, id, { $set: { ...next, ...(whole ? { workAt } : {}) } });
      return { ...row, ...next };
    });
    failpoint('attachments.after-piece');
    const { expiresAt } = after;
    return AppendUploadResponse.fromPartial({
      offset: after.offset,
      whole: isWhole(after),
      ...(expiresAt === undefined ? {} : { expiresAt }),
    });
  };

/** A file of a wrong type or size is refused by its first bytes: nobody is made to send the rest. */
async function lookEarly(deps: Deps, row: FileRow, data: Uint8Array): Promise<void> {
  if (data.length < Math.min(TELLING_BYTES, row.length)) return;
  try {
    await sniff(data, row.declared, row.length, limitsAt(row.createdAt));
  } catch (error) {
    const code = isAppError(error) ? error.fields[0]?.code : undefined;
    if (code !== undefined) await refuseEarly(deps, row, code);
    throw error;
  }
}

export const finishUpload =
  (deps: Deps) =>
  async ({ id }: FinishUploadRequest, _call: RpcCall): Promise<FinishUploadResponse> => {
    const row = await uploadOf(deps, id);
    if (row.state === 'uploading' && !isWhole(row))
      throw new AppError('command-not-allowed', 'the upload is not whole yet');
    return { attachment: attachmentMessage(isWhole(row) ? await finish(deps, row) : row) };
  };
