import { AppError, inTransaction, invalidField, type RpcCall, writesOf } from '@jamaa/kit';
import type { AppendRegisterImportRequest, AppendRegisterImportResponse } from '@jamaa/proto/civil_registry/v1/imports';
import type { Deps } from '../../deps.ts';
import { keyOfImport, sealPiece } from '../pieces.ts';
import { importCollection, importRows, pieceCollection } from '../rows.ts';
import { importFor } from './rights.ts';

const MAX_PIECE = 1024 ** 2;
/** A million acts with wide margins are about 2 GB. */
export const MAX_BYTES = 4_000_000_000;

/** Adds a piece of the file: it and the new offset are one commit, so what is answered is durable and nothing is torn. */
export const appendImport =
  (deps: Deps) =>
  async ({ id, offset, data }: AppendRegisterImportRequest, call: RpcCall): Promise<AppendRegisterImportResponse> => {
    const { platform, keyring } = deps;
    if (data.length > MAX_PIECE) throw new AppError('payload-too-large', `a piece has at most ${MAX_PIECE} bytes`);
    const seen = await importFor(deps, call.caller, id);
    if (seen.state !== 'receiving') throw new AppError('command-not-allowed', 'the file has been started or cancelled');
    if (offset !== seen.received)
      throw new AppError('command-not-allowed', `the file stands at offset ${seen.received}`);
    if (offset + data.length > MAX_BYTES)
      throw new AppError('payload-too-large', `a file has at most ${MAX_BYTES} bytes`);
    if (data.length === 0) return { offset };
    if (offset > 0 && seen.pieces >= 9_999_999) throw invalidField('data', 'too-many', 'send larger pieces');
    const piece = sealPiece(keyOfImport(keyring, seen), id, seen.pieces, data);
    await inTransaction(platform.mongo, async (session) => {
      const now = await importRows(platform.mongo).findOne({ _id: id }, { session });
      if (now?.state !== 'receiving' || now.received !== offset)
        throw new AppError('command-not-allowed', `the file stands at offset ${now?.received ?? 0}`);
      writesOf(session).insert(pieceCollection, [piece]);
      const moved = { received: offset + data.length, pieces: now.pieces + 1 };
      writesOf(session).update(importCollection, id, { $set: moved });
    });
    return { offset: offset + data.length };
  };
