import { AppError, invalidField } from '@jamaa/kit';
import { CsvError, parse } from 'csv-parse/sync';

export const MAX_BYTES = 5 * 1024 ** 2;
export const MAX_LINES = 20_000;

export const requiredColumns = ['email', 'name', 'organisation', 'unit', 'role', 'scope', 'language'] as const;
export const optionalColumns = ['phone', 'valid_from', 'valid_to', 'reinstate'] as const;

export type Column = (typeof requiredColumns)[number] | (typeof optionalColumns)[number];

/** One record: its cells by column, trimmed, and the line it ends on, counted from 1 with the header. */
export interface RawLine {
  readonly line: number;
  readonly cells: Readonly<Record<Column, string>>;
  /** Set when the number of cells is not the header's: the cells mean nothing then. */
  readonly misshapen?: string;
}

/**
 * Reads a CSV of accounts: UTF-8 with or without a byte order mark, comma or semicolon, the header in any order. What is wrong
 * with one record is told in it; what is wrong with the file is thrown.
 * @throws AppError `payload-too-large`, or `validation-failed` naming `csv`
 */
export function readAccountCsv(bytes: Uint8Array): RawLine[] {
  if (bytes.byteLength > MAX_BYTES) throw tooLarge(`the file has ${bytes.byteLength} bytes, at most ${MAX_BYTES}`);
  const text = decode(bytes);
  const records = parseRecords(text);
  const [header, ...rest] = records;
  if (header === undefined) throw invalidField('csv', 'empty', 'the file is empty: a header line is required');
  if (rest.length > MAX_LINES) throw tooLarge(`the file has ${rest.length} lines, at most ${MAX_LINES}`);
  const columns = readHeader(header.record);
  return rest.map(({ record, info }) => ({
    line: info.lines,
    cells: Object.fromEntries(
      [...requiredColumns, ...optionalColumns].map((column) => [column, record[columns.indexOf(column)] ?? '']),
    ) as Record<Column, string>,
    ...(record.length === columns.length
      ? {}
      : { misshapen: `the line has ${record.length} cells, the header ${columns.length}` }),
  }));
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError('validation-failed', 'the file is not UTF-8', {
      fields: [{ path: 'csv', code: 'encoding', message: 'the file is not UTF-8' }],
      cause,
    });
  }
}

function parseRecords(text: string): { record: string[]; info: { lines: number } }[] {
  const firstLine = text.slice(0, text.search(/[\r\n]|$/));
  // Spreadsheets in French write semicolons.
  const delimiter = firstLine.includes(';') && !firstLine.includes(',') ? ';' : ',';
  try {
    return parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: 100_000,
    }) as unknown as { record: string[]; info: { lines: number } }[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = 'lines' in error && typeof error.lines === 'number' ? `line ${error.lines}: ` : '';
    throw invalidField('csv', 'quoting', `${line}the file is not CSV (${error.code})`);
  }
}

function readHeader(cells: readonly string[]): string[] {
  const columns = cells.map((cell) => cell.toLowerCase());
  const known: readonly string[] = [...requiredColumns, ...optionalColumns];
  const problems = [
    ...requiredColumns.filter((column) => !columns.includes(column)).map((column) => `column ${column} is missing`),
    ...columns.filter((column) => !known.includes(column)).map((column) => `column ${column || '(empty)'} is unknown`),
    ...columns
      .filter((column, index) => columns.indexOf(column) !== index)
      .map((column) => `column ${column} is double`),
  ];
  if (problems.length > 0) throw invalidField('csv', 'header', `header: ${problems.join('; ')}`);
  return columns;
}

const tooLarge = (message: string): AppError =>
  new AppError('payload-too-large', message, { fields: [{ path: 'csv', code: 'too-large', message }] });
