import { bytesOf, type Keyring, type PersonKey } from '@jamaa/kit';
import type { Connection } from 'mongoose';
import { openBytes, sealBytes } from '../store/sealed-act.ts';
import { type ImportRow, numbered, type PieceRow, pieceRows } from './rows.ts';

const contextOf = (id: string): string => `register-import/${id}`;

export function keyOfImport(keyring: Keyring, { _id, key }: Pick<ImportRow, '_id' | 'key'>): PersonKey {
  if (key === undefined) throw new Error(`import ${_id} has no key any more`);
  return keyring.unwrap({ version: key.version, wrapped: bytesOf(key.wrapped as PieceRow['sealed']) });
}

export function sealPiece(key: PersonKey, importId: string, number: number, data: Uint8Array): PieceRow {
  const _id = numbered(importId, number);
  return { _id, sealed: sealBytes(key, data, contextOf(_id)) };
}

/** The pieces of a file from one on, opened one at a time; each tells its number to `seen` before its bytes are given. */
export async function* readPieces(
  connection: Connection,
  keyring: Keyring,
  row: Pick<ImportRow, '_id' | 'key' | 'pieces'>,
  from: number,
  seen: (number: number, length: number) => void = () => undefined,
): AsyncGenerator<Buffer> {
  const key = keyOfImport(keyring, row);
  for (let number = from; number < row.pieces; number += 1) {
    const _id = numbered(row._id, number);
    const piece = await pieceRows(connection).findOne({ _id });
    if (piece === null) throw new Error(`piece ${_id} of an import is not there`);
    const bytes = Buffer.from(openBytes(key, piece.sealed, contextOf(_id)));
    seen(number, bytes.length);
    yield bytes;
  }
}
