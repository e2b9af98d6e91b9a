import { nameViolations, type Script } from '@jamaa/person-names';
import type { ScriptedName } from '@jamaa/proto/civil_registry/v1/acts';

export interface NameProblem {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

const fieldOf: Readonly<Record<Script, keyof ScriptedName>> = { arabic: 'ar', latin: 'latin', tifinagh: 'tifinagh' };

const messages = {
  characters: 'letters of another script, or signs that are none',
  'too-long': 'is too long for a name',
  'too-many-first-names': 'at most two first names',
  title: 'a title is no part of a name',
} as const;

/** A name in the scripts in which it is given. */
export const inScripts = (name: ScriptedName | undefined): Partial<Record<Script, string>> =>
  Object.fromEntries(
    Object.entries(fieldOf).flatMap(([script, field]) => {
      const text = name?.[field] ?? '';
      return text === '' ? [] : [[script, text]];
    }),
  );

/** What is wrong with a name: Arabic and Latin letters must be there, and the rules of names hold (law 36-21, decree 2-22-04). */
export function nameProblems(name: ScriptedName | undefined, part: 'firstNames' | 'familyName'): NameProblem[] {
  const missing = (['ar', 'latin'] as const).filter((field) => (name?.[field] ?? '') === '');
  const violations = nameViolations({ firstNames: {}, familyName: {}, [part]: inScripts(name) });
  return [
    ...missing.map((field) => ({ field, code: 'required', message: 'the name is missing in this script' })),
    ...violations.map(({ field, code }) => {
      const script = field.slice(field.indexOf('.') + 1) as Script;
      return { field: fieldOf[script], code, message: messages[code] };
    }),
  ];
}
