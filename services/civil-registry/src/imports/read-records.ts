import { CsvError, parse } from 'csv-parse/sync';
import { isActKind } from '../domain/identity.ts';
import { objectOf } from '../domain/imports/columns.ts';
import { type ImportedAct, isRefused, type Refused } from '../domain/imports/line.ts';
import { type Pinned, readAct } from '../domain/imports/read-line.ts';
import type { CheckContext } from '../domain/person-check.ts';
import type { FileRecord } from './records.ts';

/** The first line of an export: the register itself. */
export interface RegisterLine {
  readonly register: {
    readonly bureauId: string;
    readonly kind: string;
    readonly year: number;
    readonly firstNumber: number;
  };
}

export interface ReadLine {
  readonly line: number;
  /** Absent for a line that says nothing: an empty one, the header. */
  readonly read?: ImportedAct | Refused | RegisterLine;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const refused = (code: string, path = 'line'): Refused => ({ problems: [{ path, code }] });

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

/** Reads one line of JSON: an act, bare or under `act` as an export has it, or a register. */
export function readJson(text: string, pinned: Pinned, context: CheckContext): ImportedAct | Refused | RegisterLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return refused('json');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refused('json');
  if ('register' in value) return registerLine(value.register);
  return readAct('act' in value ? value.act : value, pinned, context);
}

function registerLine(value: unknown): RegisterLine | Refused {
  const { bureauId, kind, year, firstNumber } = (value ?? {}) as Record<string, unknown>;
  if (typeof bureauId !== 'string' || typeof kind !== 'string' || !isActKind(kind)) return refused('shape', 'register');
  if (typeof year !== 'number' || typeof firstNumber !== 'number') return refused('shape', 'register');
  if (!Number.isInteger(firstNumber) || firstNumber < 1 || firstNumber > 999_999)
    return refused('range', 'register.firstNumber');
  return { register: { bureauId, kind, year, firstNumber } };
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

/** Reads one line of a table. */
export function readRow(
  text: string,
  header: readonly string[],
  delimiter: string,
  pinned: Pinned,
  context: CheckContext,
): ImportedAct | Refused {
  const cells = cellsOf(text, delimiter);
  if ('problems' in cells) return cells;
  if (cells.length !== header.length) return refused('misshapen');
  const kind = pinned?.kind ?? cells[header.indexOf('kind')]?.trim() ?? '';
  if (!isActKind(kind)) return refused(kind === '' ? 'required' : 'unknown', 'kind');
  const { object, foreign } = objectOf(header, cells, kind);
  // A cell that an act of this kind does not have would be lost.
  const strange = foreign.map((path) => ({ path, code: 'contradiction' }));
  const read = readAct(object, pinned, context);
  if (!isRefused(read)) return strange.length === 0 ? read : { key: read.key, number: read.number, problems: strange };
  return { ...read, problems: [...read.problems, ...strange] };
}
