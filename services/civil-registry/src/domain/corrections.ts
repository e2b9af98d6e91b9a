import type { Correction } from '@jamaa/proto/civil_registry/v1/acts';

const names = [
  'firstNames.ar',
  'firstNames.latin',
  'firstNames.tifinagh',
  'familyName.ar',
  'familyName.latin',
  'familyName.tifinagh',
];
const person = [
  ...names,
  'sex',
  'birthDate',
  'nationality',
  'nationalId',
  'idcs',
  'profession.ar',
  'profession.fr',
  'residence.ar',
  'residence.fr',
  'birthPlace.commune',
  'birthPlace.text.ar',
  'birthPlace.text.fr',
];
const of = (who: string, fields: readonly string[]): string[] => fields.map((field) => `${who}.${field}`);

/** Fields that a mention may correct. Whoever declared, when, and on what paper, is what happened: it stays. */
export const correctable = {
  birth: new Set([
    'time',
    ...of(
      'child',
      person.filter((field) => field !== 'idcs'),
    ),
    ...of('father', person),
    ...of('mother', person),
  ]),
  death: new Set([
    'date',
    'time',
    'place.commune',
    'place.text.ar',
    'place.text.fr',
    ...['deceased', 'father', 'mother', 'spouse'].flatMap((who) => of(who, person)),
  ]),
} as const;

export const isName = (field: string): boolean => /\.(firstNames|familyName)\.(ar|latin|tifinagh)$/.test(field);
export const isSpelling = (field: string): boolean => /\.(firstNames|familyName)\.(latin|tifinagh)$/.test(field);

/** What a field of the content says; empty where nothing is said. */
export function valueAt(content: object, field: string): string {
  let value: unknown = content;
  for (const key of field.split('.')) value = (value as Record<string, unknown> | undefined)?.[key];
  return typeof value === 'string' ? value : '';
}

/** The content with one field replaced, along its path; everything else is the same. */
export function applyCorrection(content: object, { field, to }: Correction): object {
  const [key = '', ...rest] = field.split('.');
  const before = (content as Record<string, unknown>)[key];
  if (rest.length === 0) return { ...content, [key]: to };
  const inner = typeof before === 'object' && before !== null ? before : {};
  const after = applyCorrection(inner, { field: rest.join('.'), from: '', to });
  // A parent of whom something is known is no longer unknown.
  return { ...content, [key]: 'unknown' in after && after.unknown === true ? { ...after, unknown: false } : after };
}
