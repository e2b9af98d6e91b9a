import { CsvError, parse } from 'csv-parse/sync';
import { WrongFile } from './wrong-file.ts';

/** The records of a CSV: UTF-8 with or without a byte order mark, comma or semicolon. @throws WrongFile */
export function readCsv(bytes: Uint8Array): string[][] {
  const text = decode(bytes);
  const header = text.slice(0, text.search(/[\r\n]|$/));
  // Spreadsheets in French write semicolons.
  const count = (mark: string): number => header.split(mark).length;
  try {
    return parse(text, {
      delimiter: count(';') > count(',') ? ';' : ',',
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      max_record_size: 100_000,
    }) as unknown as string[][];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = 'lines' in error && typeof error.lines === 'number' ? `line ${error.lines}: ` : '';
    throw new WrongFile('quoting', `${line}the file is not CSV (${error.code})`);
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new WrongFile('encoding', 'the file is not UTF-8', { cause });
  }
}
