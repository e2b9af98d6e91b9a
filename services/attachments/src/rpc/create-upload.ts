import { randomBytes, randomUUID } from 'node:crypto';
import { attachmentProof, inTransaction, type RpcCall, writesOf } from '@jamaa/kit';
import { type CreateUploadRequest, CreateUploadResponse } from '@jamaa/proto/attachments/v1/attachments';
import type { Deps } from '../deps.ts';
import { admit } from '../domain/file.ts';
import { limitsAt } from '../domain/limits.ts';
import { bareType } from '../domain/media-types.ts';
import { type FileRow, fileCollection } from '../store/file-row.ts';

const HOUR_MS = 3_600_000;

/** Begins an upload, for anybody: its id lets bytes in and nothing out, its token gives the file to a complaint. */
export const createUpload =
  ({ platform, keyring }: Deps) =>
  async (request: CreateUploadRequest, { caller }: RpcCall): Promise<CreateUploadResponse> => {
    const now = platform.clock.now();
    const limits = limitsAt(now);
    admit(request.length, limits);
    // Random throughout: an id that begins with the time lets neighbours be guessed, and this one lets bytes in.
    const id = randomUUID();
    const token = randomBytes(24).toString('base64url');
    const expiresAt = new Date(now.getTime() + limits.unclaimedHours * HOUR_MS);
    const row: FileRow = {
      _id: id,
      owner: caller.kind === 'account' ? caller.subject : '',
      declared: bareType(request.declaredType).slice(0, 100),
      state: 'uploading',
      length: request.length,
      offset: 0,
      pieces: 0,
      proof: attachmentProof(keyring, token),
      createdAt: now,
      expiresAt,
      attempts: 0,
    };
    await inTransaction(platform.mongo, async (session) => writesOf(session).insert(fileCollection, [row]));
    return CreateUploadResponse.fromPartial({ id, token, expiresAt });
  };
