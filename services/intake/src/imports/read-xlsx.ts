import { unzipSync, zipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import { WrongFile } from './wrong-file.ts';

const MAX_ENTRIES = 1_000;
/** Of all that is unpacked, bytes: what 50,000 full lines need, twice. */
const MAX_UNPACKED = 150 * 1024 ** 2;
/** Days from the spreadsheets' epoch to that of Unix. */
const EPOCH_DAYS = 25_569;
const DAY_MS = 86_400_000;

/** The rows of the first sheet of an .xlsx, as text. @throws WrongFile also for what would not fit unpacked */
export async function readXlsx(bytes: Uint8Array): Promise<string[][]> {
  const rows = await sheetOf(packedAnew(bytes));
  return rows.map((row) => row.map(textOf)).filter((row) => row.some((cell) => cell !== ''));
}

/**
 * The archive unpacked within bounds and packed without compression: however its sizes lie, the reader behind gets no more than
 * was counted here.
 */
function packedAnew(bytes: Uint8Array): Uint8Array {
  let entries = 0;
  let unpacked = 0;
  try {
    const files = unzipSync(bytes, {
      filter({ name, originalSize }) {
        entries += 1;
        // Pictures and the like are nothing that is read.
        if (!/\.(xml|rels)$/i.test(name)) return false;
        unpacked += originalSize;
        if (entries > MAX_ENTRIES || unpacked > MAX_UNPACKED)
          throw new WrongFile('too-large', `unpacked, the file is larger than ${MAX_UNPACKED} bytes`);
        return true;
      },
    });
    return zipSync(files, { level: 0 });
  } catch (cause) {
    if (cause instanceof WrongFile) throw cause;
    throw new WrongFile('format', 'the file is not an .xlsx', { cause });
  }
}

async function sheetOf(bytes: Uint8Array): Promise<readonly (readonly unknown[])[]> {
  try {
    return await readSheet(Buffer.from(bytes));
  } catch (cause) {
    throw new WrongFile('format', 'the file is not an .xlsx that can be read', { cause });
  }
}

/** A cell as a person reads it: a day without its time, a number without an exponent. */
function textOf(cell: unknown): string {
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10);
  return cell === null || cell === undefined ? '' : String(cell).trim();
}

/** The day of a serial number of a spreadsheet, where a cell of a date is not marked as one. */
export const dayOfSerial = (text: string): string =>
  /^[2-6]\d{4}(\.\d+)?$/.test(text)
    ? new Date((Math.floor(Number(text)) - EPOCH_DAYS) * DAY_MS).toISOString().slice(0, 10)
    : text;
