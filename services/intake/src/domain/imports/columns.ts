import { foldWords, invalidField } from '@jamaa/kit';

/** Most lines of one file, and bytes of it. */
export const MAX_LINES = 50_000;
export const MAX_BYTES = 20 * 1024 ** 2;

export const columns = [
  'reference',
  'kind',
  'category',
  'received',
  'state',
  'unit',
  'commune',
  'description',
  'name',
  'phone',
  'email',
  'identity',
  'answer',
  'answered',
  'channel',
  'origin',
  'refusal_code',
  'language',
] as const;
export type Column = (typeof columns)[number];
/** One line of another register, every cell as it is written there. */
export type Cells = Readonly<Record<Column, string>>;

const required: readonly Column[] = ['reference', 'kind', 'category', 'received', 'state', 'description'];

/** What the template calls each column, Arabic and French; and other words that registers use. */
const titles: Readonly<Record<Column, readonly [ar: string, fr: string, ...others: string[]]>> = {
  reference: ['المرجع القديم', 'Ancienne référence', 'référence', 'المرجع', 'old reference', 'numéro', 'رقم الشكاية'],
  kind: ['النوع', 'Type', 'nature'],
  category: ['الموضوع', 'Catégorie', 'thème', 'الصنف'],
  received: ['تاريخ التوصل', 'Date de réception', 'received date', 'تاريخ الإيداع', 'date de dépôt'],
  state: ['الحالة', 'État', 'statut', 'status'],
  unit: ['المصلحة', 'Service', 'unité'],
  commune: ['رمز الجماعة', 'Code de la commune', 'commune', 'الجماعة'],
  description: ['نص الشكاية', 'Description', 'objet', 'الوصف'],
  name: ['الاسم الكامل', 'Nom complet', 'nom', 'الاسم', 'complainant name'],
  phone: ['الهاتف', 'Téléphone', 'complainant phone'],
  email: ['البريد الإلكتروني', 'E-mail', 'courriel', 'complainant email'],
  identity: ['رقم البطاقة الوطنية', 'CIN', 'cnie', 'complainant id'],
  answer: ['الجواب', 'Réponse'],
  answered: ['تاريخ الجواب', 'Date de réponse', 'answered date', 'تاريخ الإغلاق', 'date de clôture'],
  channel: ['القناة', 'Canal'],
  origin: ['المصدر', 'Origine'],
  refusal_code: ['رمز الرفض', 'Code de refus', 'refusal code'],
  language: ['اللغة', 'Langue'],
};

const fold = (text: string): string => foldWords(text).join(' ');

/** A column's title in both languages, as the template has it. */
const bothTitles = (column: Column): string => `${titles[column][0]} / ${titles[column][1]}`;

const byTitle = new Map(
  columns.flatMap((column) =>
    [column, bothTitles(column), ...titles[column]].map((title) => [fold(title), column] as const),
  ),
);

/**
 * The columns that a header names, in its order; `undefined` for one that is none of ours: registers have more than we ask for.
 * @throws AppError `validation-failed` naming `file` when one is missing or named twice
 */
export function readHeader(cells: readonly string[]): (Column | undefined)[] {
  const found = cells.map((cell) => byTitle.get(fold(cell)));
  const missing = required.filter((column) => !found.includes(column));
  const double = columns.filter((column) => found.filter((one) => one === column).length > 1);
  const problems = [
    ...missing.map((column) => `column ${column} (${bothTitles(column)}) is missing`),
    ...double.map((column) => `column ${column} stands there twice`),
  ];
  if (problems.length > 0) throw invalidField('file', 'header', `the header: ${problems.join('; ')}`);
  return found;
}

/** Cells of a line by column; what is absent is empty. */
export const cellsOf = (header: readonly (Column | undefined)[], line: readonly string[]): Cells =>
  Object.fromEntries(
    columns.map((column) => [column, (line[header.indexOf(column)] ?? '').trim()]),
  ) as unknown as Cells;

const example: Partial<Cells> = {
  reference: '2025/0147',
  kind: 'شكاية',
  category: 'ECL',
  received: '2026-09-14',
  state: 'في طور المعالجة',
  unit: 'technical',
  description: 'مصباح معطل أمام المدرسة',
};

/** A file to fill in: titles in both languages and a line that shows the forms. A spreadsheet reads its byte order mark. */
export function template(): string {
  const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const lines = [columns.map(bothTitles), columns.map((column) => example[column] ?? '')];
  return `\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}
