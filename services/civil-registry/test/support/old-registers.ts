import { until } from '@jamaa/kit/testing';
import type { RefusedLine, RegisterImport } from '@jamaa/proto/civil_registry/v1/imports';
import { bureau } from './births.ts';
import type { Staff } from './directory.ts';
import { differentName } from './people.ts';
import type { Registry } from './world.ts';

export const header =
  'bureau,kind,year,number,registered_on,first_names_ar,first_names_latin,family_name_ar,family_name_latin,sex,birth_date,time';

export interface OldAct {
  readonly bureau: string;
  readonly year: number;
  readonly number: number | string;
  readonly birthDate: string;
  readonly name: number;
}

/** A line of the table: a birth of that year. */
export function line(number: number, change: Partial<OldAct> = {}): string {
  const act: OldAct = { bureau, year: 1987, number, birthDate: '1987-01-02', name: number % 1_000, ...change };
  const { ar, latin } = differentName(act.name);
  const cells = [
    act.bureau,
    'birth',
    act.year,
    act.number,
    `${act.year}-03-04`,
    ar,
    latin,
    'الصفريوي',
    'SEFRIOUI',
    'male',
    act.birthDate,
    '09:30',
  ];
  return cells.join(',');
}

export interface Sent {
  readonly by?: Staff;
  readonly format?: string;
  readonly trial?: boolean;
  readonly register?: {
    readonly bureauId: string;
    readonly kind: string;
    readonly year: number;
    readonly firstNumber?: number;
  };
}

/** Announces a file and sends it in pieces that end anywhere; the id of its import. */
export async function send(
  registry: Registry,
  text: string,
  { by = 'officer', format = 'csv', trial = false, register }: Sent = {},
): Promise<string> {
  const call = registry.imports(by);
  const of = { bureauId: '', kind: '', year: 0, firstNumber: 0, content: '', ...register };
  const { import: made } = await call('createRegisterImport', { ...of, format, trial, idempotencyKey: '' });
  const id = made?.id ?? '';
  const bytes = Buffer.from(text, 'utf8');
  for (let at = 0; at < bytes.length; ) {
    const { offset } = await call('appendRegisterImport', { id, offset: at, data: bytes.subarray(at, at + 10_007) });
    at = offset;
  }
  return id;
}

export const begin = (registry: Registry, id: string, by: Staff = 'officer') =>
  registry.imports(by)('startRegisterImport', { id });

export const done = (registry: Registry, id: string, by: Staff = 'officer'): Promise<RegisterImport> =>
  until(
    'the import is done',
    async () => {
      const { import: found } = await registry.imports(by)('getRegisterImport', { id });
      return found?.state === 'done' ? found : undefined;
    },
    90_000,
  );

/** A file from its first byte to its report. */
export async function taken(registry: Registry, text: string, sent: Sent = {}): Promise<RegisterImport> {
  const id = await send(registry, text, sent);
  await begin(registry, id, sent.by);
  return done(registry, id, sent.by);
}

export async function refusals(registry: Registry, id: string, by: Staff = 'officer'): Promise<RefusedLine[]> {
  const all: RefusedLine[] = [];
  for (let cursor = ''; ; ) {
    const page = await registry.imports(by)('listRegisterImportProblems', { id, cursor, limit: 7 });
    all.push(...page.lines);
    if (page.nextCursor === '') return all;
    cursor = page.nextCursor;
  }
}

/** `line field code`, one for each problem. */
export const told = (lines: readonly RefusedLine[]): string[] =>
  lines.flatMap(({ line: at, problems }) => problems.map(({ field, code }) => `${at} ${field} ${code}`));
