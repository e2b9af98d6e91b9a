import { Worker } from 'node:worker_threads';
import { AppError, invalidField } from '@jamaa/kit';
import { type Cells, cellsOf, MAX_BYTES, MAX_LINES, readHeader } from '../domain/imports/columns.ts';
import { foldOldReference } from '../store/imports.ts';
import type { NumberedLine } from './import-lines.ts';
import { dayOfSerial } from './read-xlsx.ts';

export const mediaTypes = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** Files read at once; each may take half a gigabyte for a moment. */
const MOST_AT_ONCE = 2;
const MAX_HEAP_MB = 512;
const TIMEOUT_MS = 90_000;
let reading = 0;

/**
 * The lines of a register's file, numbered from 1 with the header.
 * @throws AppError `payload-too-large`, `unsupported-media-type`, `overloaded`, or `validation-failed` naming `file`
 */
export async function readFile(bytes: Uint8Array, mediaType: string): Promise<NumberedLine[]> {
  if (bytes.byteLength > MAX_BYTES) throw tooLarge(`the file has ${bytes.byteLength} bytes, at most ${MAX_BYTES}`);
  const spreadsheet = mediaType === mediaTypes.xlsx;
  if (!spreadsheet && mediaType !== mediaTypes.csv)
    throw new AppError('unsupported-media-type', `send ${Object.values(mediaTypes).join(' or ')}`);
  if (reading >= MOST_AT_ONCE) throw new AppError('overloaded', 'other files are being read: try again in a minute');
  reading += 1;
  try {
    return numbered(await rowsOf(bytes, spreadsheet), spreadsheet);
  } finally {
    reading -= 1;
  }
}

function numbered([first, ...rest]: readonly (readonly string[])[], spreadsheet: boolean): NumberedLine[] {
  if (first === undefined) throw invalidField('file', 'empty', 'the file is empty: a header line is required');
  if (rest.length === 0) throw invalidField('file', 'empty', 'the file has a header and no line');
  if (rest.length > MAX_LINES) throw tooLarge(`the file has ${rest.length} lines, at most ${MAX_LINES}`);
  const header = readHeader(first);
  const seen = new Set<string>();
  return rest.map((row, index) => {
    const cells = spreadsheet ? withDays(cellsOf(header, row)) : cellsOf(header, row);
    const key = foldOldReference(cells.reference);
    const twice = key !== '' && seen.has(key);
    seen.add(key);
    // A spreadsheet leaves out empty cells at a line's end.
    const misshapen = spreadsheet ? row.length > header.length : row.length !== header.length;
    const fault = misshapen ? 'misshapen' : twice ? 'duplicate' : undefined;
    return { line: index + 2, cells, fault };
  });
}

const withDays = (cells: Cells): Cells => ({
  ...cells,
  received: dayOfSerial(cells.received),
  answered: dayOfSerial(cells.answered),
});

type Told = { readonly rows: string[][] } | { readonly code: string; readonly message: string };

/** Reads in a thread of its own, with a heap of its own: a file made to exhaust memory takes down nothing but its reader. */
async function rowsOf(bytes: Uint8Array, spreadsheet: boolean): Promise<string[][]> {
  const worker = new Worker(new URL('./read-file-worker.ts', import.meta.url), {
    workerData: { bytes, spreadsheet },
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    env: {},
  });
  const timer = setTimeout(() => void worker.terminate(), TIMEOUT_MS);
  try {
    const told = await new Promise<Told>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('the reader of a file ended without a word')));
    });
    if ('rows' in told) return told.rows;
    throw told.code === 'too-large' ? tooLarge(told.message) : invalidField('file', told.code, told.message);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')) throw error;
    throw tooLarge('the file needs more memory than a register of this size does');
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

const tooLarge = (message: string): AppError =>
  new AppError('payload-too-large', message, { fields: [{ path: 'file', code: 'too-large', message }] });
