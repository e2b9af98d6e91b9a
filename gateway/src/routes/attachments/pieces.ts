import { AppError } from '@jamaa/kit';

const PIECE_BYTES = 512 * 1024;

/**
 * A body in pieces of at most half a megabyte. When the connection breaks, what has come so far is still given: a sender on a bad line
 * gets on with each try. The break itself is thrown after it.
 */
export async function* pieces(body: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  const taken = (): Buffer => {
    const all = Buffer.concat(waiting);
    waiting = [];
    length = 0;
    return all;
  };
  try {
    for await (const part of body) {
      waiting.push(part);
      length += part.length;
      if (length < PIECE_BYTES) continue;
      const all = taken();
      let at = 0;
      for (; all.length - at >= PIECE_BYTES; at += PIECE_BYTES) yield all.subarray(at, at + PIECE_BYTES);
      const rest = all.subarray(at);
      if (rest.length > 0) waiting.push(rest);
      length = rest.length;
    }
  } catch (error) {
    if (length > 0) yield taken();
    throw new AppError('malformed-request', 'the connection broke before the body ended', { cause: error });
  }
  if (length > 0) yield taken();
}
