import { CsvError, parse } from 'csv-parse/sync';
import { type Refused, refused } from '../domain/imports/line.ts';
import type { FileRecord } from './records.ts';
import type { ImportRow } from './rows.ts';

/** What a line of a file says. */
export interface ReadLine<T> {
  readonly line: number;
  /** Absent for a line that says nothing: an empty one, the header. */
  readonly read?: T | Refused;
}

/** Makes of a line what a kind of file holds. */
export interface LineReader<T> {
  object(value: object): T | Refused;
  cells(header: readonly string[], cells: readonly string[]): T | Refused;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** A record as text, or why it cannot be. */
export function textOf({ bytes, fault, start }: FileRecord): string | Refused {
  if (fault !== undefined) return refused(fault);
  try {
    const text = utf8.decode(bytes);
    return start === 0 ? text.replace(/^\uFEFF/, '') : text;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return refused('encoding');
  }
}

/** Reads one record of a file of JSON lines or of a table. */
export function readRecord<T>(
  { format, header, delimiter }: Pick<ImportRow, 'format' | 'header' | 'delimiter'>,
  record: FileRecord,
  reader: LineReader<T>,
): ReadLine<T> {
  const { line } = record;
  const text = textOf(record);
  if (typeof text !== 'string') return { line, read: text };
  if (text.trim() === '') return { line };
  if (format === 'jsonl') {
    const value = objectIn(text);
    return { line, read: value === undefined ? refused('json') : reader.object(value) };
  }
  // The header was read when the file was started.
  if (record.start === 0) return { line };
  const cells = cellsOf(text, delimiter);
  if ('problems' in cells) return { line, read: cells };
  return { line, read: cells.length === header.length ? reader.cells(header, cells) : refused('misshapen') };
}

function objectIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

/** The cells of a record of a table. */
export function cellsOf(text: string, delimiter: string): readonly string[] | Refused {
  // Most lines hold no quote at all.
  if (!text.includes('"')) return text.split(delimiter);
  try {
    const [cells] = parse(text, { delimiter, relax_column_count: true }) as unknown as string[][];
    return cells ?? [];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refused('misshapen');
  }
}

/** French spreadsheets write semicolons. */
export const delimiterOf = (header: string): string =>
  header.split(';').length > header.split(',').length ? ';' : ',';
