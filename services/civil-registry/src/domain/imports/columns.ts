import { invalidField } from '@jamaa/kit';

const names: readonly (readonly [string, string])[] = [
  ['first_names_ar', 'firstNames.ar'],
  ['first_names_latin', 'firstNames.latin'],
  ['first_names_tifinagh', 'firstNames.tifinagh'],
  ['family_name_ar', 'familyName.ar'],
  ['family_name_latin', 'familyName.latin'],
  ['family_name_tifinagh', 'familyName.tifinagh'],
];

const marks: readonly (readonly [string, string])[] = [
  ['birth_date', 'birthDate'],
  ['nationality', 'nationality'],
  ['national_id', 'nationalId'],
];

interface Column {
  readonly name: string;
  /** Where the cell stands in the act as JSON, for each kind; absent: no such cell. `%` is the kind itself. */
  readonly birth?: string;
  readonly death?: string;
}

const both = (name: string, path: string): Column => ({ name, birth: path, death: path });

/** The person of the act: the child, or who has died. */
const own = (name: string, member: string): Column => ({
  name,
  birth: `birth.child.${member}`,
  death: `death.deceased.${member}`,
});

const relative = (who: 'father' | 'mother'): Column[] => [
  ...[...names, ...marks].map(([name, member]) => ({
    name: `${who}_${name}`,
    birth: `birth.${who}.${member}`,
    death: `death.${who}.${member}`,
  })),
  { name: `${who}_unknown`, birth: `birth.${who}.unknown` },
];

const place = (prefix: string, birth: string | undefined, death: string): Column[] =>
  [
    ['commune', 'commune'],
    ['place_ar', 'text.ar'],
    ['place_fr', 'text.fr'],
    ['country', 'country'],
  ].map(([name, member]) => ({
    name: `${prefix}_${name}`,
    ...(birth === undefined ? {} : { birth: `${birth}.${member}` }),
    death: `${death}.${member}`,
  }));

/** A line in a table: one act, birth or death. What they do not hold (a margin, professions) comes as JSON lines. */
const table: readonly Column[] = [
  both('bureau', 'bureauId'),
  both('kind', 'kind'),
  both('year', 'year'),
  both('number', 'number'),
  both('registered_on', 'registeredOn'),
  both('officer_ar', 'officerName.ar'),
  both('officer_fr', 'officerName.fr'),
  ...names.map(([name, member]) => own(name, member)),
  own('sex', 'sex'),
  own('birth_date', 'birthDate'),
  ...place('birth', 'birth.child.birthPlace', 'death.deceased.birthPlace'),
  own('nationality', 'nationality'),
  own('national_id', 'nationalId'),
  both('idcs', 'idcs'),
  both('time', '%.time'),
  { name: 'twin_order', birth: 'birth.twinOrder' },
  { name: 'twin_count', birth: 'birth.twinCount' },
  ...relative('father'),
  ...relative('mother'),
  ...names
    .filter(([name]) => !name.endsWith('tifinagh'))
    .map(([name, member]) => both(`declarant_${name}`, `%.declarant.person.${member}`)),
  both('declarant_quality', '%.declarant.quality'),
  both('declared_on', '%.declaredOn'),
  both('judgment_number', '%.judgment.number'),
  both('judgment_date', '%.judgment.date'),
  both('judgment_authority', '%.judgment.authority'),
  { name: 'death_date', death: 'death.date' },
  ...place('death', undefined, 'death.place'),
];

export const columns: readonly string[] = table.map(({ name }) => name);
/** Without these a table says too little, or to no register. */
export const needed = ['number', 'registered_on', 'first_names_ar', 'family_name_ar', 'sex'] as const;
export const identity = ['bureau', 'kind', 'year'] as const;

/** The columns of a table, and those without which it says too little; the register's own are needed where the file does not say it. */
export interface Table {
  readonly columns: readonly string[];
  readonly needed: readonly string[];
}

type Kind = 'birth' | 'death';
type Paths = ReadonlyMap<string, readonly string[]>;

const pathsOf = (kind: Kind): Paths =>
  new Map(
    table.flatMap((column) => {
      const path = column[kind]?.replace('%', kind);
      return path === undefined ? [] : [[column.name, path.split('.')] as const];
    }),
  );
const paths: Readonly<Record<Kind, Paths>> = { birth: pathsOf('birth'), death: pathsOf('death') };

const columnsByPath = (kind: Kind): ReadonlyMap<string, string> =>
  new Map([...paths[kind]].map(([name, path]) => [path.join('.'), name]));
const byPath: Readonly<Record<Kind, ReadonlyMap<string, string>>> = {
  birth: columnsByPath('birth'),
  death: columnsByPath('death'),
};

/** The column in which a field of the line's object stands; the field itself where there is none. */
export function columnOf(kind: Kind, path: string): string {
  for (let at = path; at !== ''; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : '') {
    const name = byPath[kind].get(at);
    if (name !== undefined) return name;
  }
  return path;
}

/** The header of a table. @throws AppError `validation-failed` naming `file`: a column that is unknown, twice, or missing */
export function readHeader(
  cells: readonly string[],
  pinned: boolean,
  { columns: known, needed: must }: Table = { columns, needed },
): readonly string[] {
  const header = cells.map((cell) => cell.trim().toLowerCase());
  const unknown = header.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw invalidField('file', 'unknown', `no such column: ${unknown.slice(0, 5).join(', ').slice(0, 200)}`);
  const twice = header.find((name, index) => header.indexOf(name) !== index);
  if (twice !== undefined) throw invalidField('file', 'double', `column ${twice} stands there twice`);
  const missing = [...must, ...(pinned ? [] : identity)].filter((name) => !header.includes(name));
  if (missing.length > 0) throw invalidField('file', 'required', `columns are missing: ${missing.join(', ')}`);
  return header;
}

const numbers = new Set(['year', 'twin_order', 'twin_count']);

/** A line of a table in the shape of an act in JSON. Cells that an act of its kind does not have are told by name. */
export function objectOf(header: readonly string[], cells: readonly string[], kind: Kind) {
  const object: Record<string, unknown> = {};
  const foreign: string[] = [];
  header.forEach((name, index) => {
    const cell = cells[index]?.trim() ?? '';
    if (cell === '') return;
    const path = paths[kind].get(name);
    if (path === undefined) foreign.push(name);
    else set(object, path, cellValue(name, cell));
  });
  return { object, foreign };
}

function cellValue(name: string, cell: string): unknown {
  if (name.endsWith('_unknown')) return cell === '1' || cell.toLowerCase() === 'true';
  return numbers.has(name) && /^\d{1,9}$/.test(cell) ? Number(cell) : cell;
}

function set(object: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at = object;
  for (const key of path.slice(0, -1)) {
    at[key] ??= {};
    at = at[key] as Record<string, unknown>;
  }
  at[path.at(-1) ?? ''] = value;
}

const example: Readonly<Record<string, string>> = {
  bureau: '03.451.01.09-1',
  kind: 'birth',
  year: '1987',
  number: '1',
  registered_on: '1987-01-05',
  officer_ar: 'ضابط الحالة المدنية',
  first_names_ar: 'ياسين',
  first_names_latin: 'YASSINE',
  family_name_ar: 'الصفريوي',
  family_name_latin: 'SEFRIOUI',
  sex: 'male',
  birth_date: '1987-01-02',
  birth_commune: '03.451.01.09',
  time: '09:30',
};

/** A file to fill in. Spreadsheets read its byte order mark. */
export const template = (): string =>
  `\uFEFF${[columns, columns.map((name) => example[name] ?? '')].map((line) => line.join(',')).join('\r\n')}\r\n`;
