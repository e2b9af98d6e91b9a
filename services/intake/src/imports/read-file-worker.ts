import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { readCsv } from './read-csv.ts';
import { readXlsx } from './read-xlsx.ts';
import { WrongFile } from './wrong-file.ts';

const { bytes, spreadsheet } = z
  .object({ bytes: z.instanceof(Uint8Array), spreadsheet: z.boolean() })
  .parse(workerData);

/** Reads a file beside the process that serves people: fifty thousand lines take seconds. */
try {
  parentPort?.postMessage({ rows: spreadsheet ? await readXlsx(bytes) : readCsv(bytes) });
} catch (error) {
  if (!(error instanceof WrongFile)) throw error;
  parentPort?.postMessage({ code: error.code, message: error.message });
}
