import type { Connection, mongo } from 'mongoose';

/** A piece of an upload that is not whole yet, or not looked into. */
export interface PieceRow {
  /** `<file>/<number>`, the number with as many digits as sort right. */
  _id: string;
  bytes: mongo.Binary | Uint8Array;
}

export const pieceCollection = 'pieces';

export const pieceId = (file: string, number: number): string => `${file}/${String(number).padStart(6, '0')}`;

const rows = (connection: Connection): mongo.Collection<PieceRow> =>
  connection.collection<PieceRow>(pieceCollection) as unknown as mongo.Collection<PieceRow>;

/** The bytes of an upload in order, one piece in memory at a time. @throws Error when a piece is not there */
export async function* readPieces(connection: Connection, file: string, pieces: number): AsyncGenerator<Buffer> {
  for (let number = 0; number < pieces; number += 1) {
    const row = await rows(connection).findOne({ _id: pieceId(file, number) });
    if (row === null) throw new Error(`piece ${number} of ${file} is not there`);
    yield bufferOf(row.bytes);
  }
}

/** Forgets the pieces of an upload; done twice it does nothing. */
export async function removePieces(connection: Connection, file: string): Promise<void> {
  // `0` follows `/`: all ids that begin with the file's own, by the index of _id.
  await rows(connection).deleteMany({ _id: { $gte: `${file}/`, $lt: `${file}0` } });
}

const bufferOf = (bytes: PieceRow['bytes']): Buffer =>
  bytes instanceof Uint8Array
    ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : Buffer.from(bytes.buffer);
