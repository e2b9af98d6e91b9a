import { isActKind } from '../domain/identity.ts';
import { objectOf } from '../domain/imports/columns.ts';
import { type ImportedAct, isRefused, type Refused, refused } from '../domain/imports/line.ts';
import { type Pinned, readAct } from '../domain/imports/read-line.ts';
import type { CheckContext } from '../domain/person-check.ts';
import type { LineReader, ReadLine } from './read-records.ts';

/** The first line of an export: the register itself. */
export interface RegisterLine {
  readonly register: {
    readonly bureauId: string;
    readonly kind: string;
    readonly year: number;
    readonly firstNumber: number;
  };
}

export type ActLine = ReadLine<ImportedAct | RegisterLine>;

/** Lines of a file of acts: an act, bare or under `act` as an export has it, or a register. */
export const actReader = (pinned: Pinned, context: CheckContext): LineReader<ImportedAct | RegisterLine> => ({
  object: (value) =>
    'register' in value ? registerLine(value.register) : readAct('act' in value ? value.act : value, pinned, context),
  cells(header, cells) {
    const kind = pinned?.kind ?? cells[header.indexOf('kind')]?.trim() ?? '';
    if (!isActKind(kind)) return refused(kind === '' ? 'required' : 'unknown', 'kind');
    const { object, foreign } = objectOf(header, cells, kind);
    // A cell that an act of this kind does not have would be lost.
    const strange = foreign.map((path) => ({ path, code: 'contradiction' }));
    const read = readAct(object, pinned, context);
    if (!isRefused(read))
      return strange.length === 0 ? read : { key: read.key, number: read.number, problems: strange };
    return { ...read, problems: [...read.problems, ...strange] };
  },
});

function registerLine(value: unknown): RegisterLine | Refused {
  const { bureauId, kind, year, firstNumber } = (value ?? {}) as Record<string, unknown>;
  if (typeof bureauId !== 'string' || typeof kind !== 'string' || !isActKind(kind)) return refused('shape', 'register');
  if (typeof year !== 'number' || typeof firstNumber !== 'number') return refused('shape', 'register');
  if (!Number.isInteger(firstNumber) || firstNumber < 1 || firstNumber > 999_999)
    return refused('range', 'register.firstNumber');
  return { register: { bureauId, kind, year, firstNumber } };
}
