/** A record of a file: its bytes without the line end, where it begins and where the next one does. */
export interface FileRecord {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
  /** Line of the file on which it begins, from 1; a quoted cell may hold line ends. */
  readonly line: number;
  readonly nextLine: number;
  /** Longer than any act, or with a quote that is never closed. */
  readonly fault?: 'too-large' | 'misshapen';
}

export interface Position {
  readonly offset: number;
  readonly line: number;
}

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
export const MAX_RECORD = 256 * 1024;

/**
 * Cuts a stream of bytes into records, in memory that does not grow with the file or with a line. In a table, line ends between quotes
 * belong to a cell; where a quote is never closed, its line alone is told misshapen and reading goes on with the next.
 */
export async function* recordsOf(
  bytes: AsyncIterable<Uint8Array>,
  from: Position,
  quoted: boolean,
): AsyncGenerator<FileRecord> {
  let buffer: Buffer = Buffer.alloc(0);
  /** Bytes of a line without end that were let go. */
  let dropped = 0;
  let { offset, line } = from;
  const take = (at: number, to: number, fault?: FileRecord['fault']): FileRecord => {
    const record = recordOf(buffer, at, to, { offset, line }, dropped > 0 ? 'too-large' : fault, dropped);
    dropped = 0;
    offset = record.end;
    line = record.nextLine;
    return record;
  };
  for await (const piece of bytes) {
    buffer = buffer.length === 0 ? Buffer.from(piece) : Buffer.concat([buffer, piece]);
    let at = 0;
    for (;;) {
      const end = dropped > 0 ? buffer.indexOf(LF, at) : endOf(buffer, at, quoted);
      if (end !== -1) {
        yield take(at, end + 1);
        at = end + 1;
        continue;
      }
      if (buffer.length - at <= MAX_RECORD) break;
      const stop = buffer.indexOf(LF, at);
      if (stop === -1) break;
      yield take(at, stop + 1, 'misshapen');
      at = stop + 1;
    }
    buffer = buffer.subarray(at);
    if (buffer.length > MAX_RECORD) {
      dropped += buffer.length;
      buffer = Buffer.alloc(0);
    }
  }
  yield* rest();

  /** What stands after the last line end; a quote left open there has taken the lines after it for a cell. */
  function* rest(): Generator<FileRecord> {
    for (let at = 0; at < buffer.length || dropped > 0; ) {
      const end = dropped > 0 ? -1 : endOf(buffer, at, quoted);
      const stop = end === -1 ? buffer.indexOf(LF, at) : end;
      const to = stop === -1 ? buffer.length : stop + 1;
      yield take(at, to, end === -1 && stop !== -1 ? 'misshapen' : undefined);
      at = to;
    }
  }
}

/** Where the record that begins at `from` ends: the index of its LF, or -1. */
function endOf(buffer: Buffer, from: number, quoted: boolean): number {
  if (!quoted) return buffer.indexOf(LF, from);
  let inside = false;
  for (let at = from; at < buffer.length && at - from <= MAX_RECORD; at += 1) {
    const byte = buffer[at];
    if (byte === QUOTE) inside = !inside;
    else if (byte === LF && !inside) return at;
  }
  return -1;
}

function recordOf(
  buffer: Buffer,
  from: number,
  to: number,
  { offset, line }: Position,
  fault: FileRecord['fault'],
  dropped: number,
): FileRecord {
  let end = to;
  if (end > from && buffer[end - 1] === LF) end -= 1;
  if (end > from && buffer[end - 1] === CR) end -= 1;
  const wrong = fault ?? (end - from > MAX_RECORD ? 'too-large' : undefined);
  return {
    bytes: wrong === undefined ? Buffer.from(buffer.subarray(from, end)) : Buffer.alloc(0),
    start: offset,
    end: offset + dropped + to - from,
    line,
    nextLine: line + lineEnds(buffer, from, to),
    ...(wrong === undefined ? {} : { fault: wrong }),
  };
}

function lineEnds(buffer: Buffer, from: number, to: number): number {
  let count = 0;
  for (let at = buffer.indexOf(LF, from); at !== -1 && at < to; at = buffer.indexOf(LF, at + 1)) count += 1;
  return Math.max(count, 1);
}
