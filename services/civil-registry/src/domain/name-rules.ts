import type { ScriptedName } from '@jamaa/proto/civil_registry/v1/acts';

export interface NameProblem {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

const TITLES = new Set([
  'مولاي',
  'سيدي',
  'لالة',
  'للا',
  'لالا',
  'الحاج',
  'moulay',
  'sidi',
  'lalla',
  'lala',
  'haj',
  'hajj',
  'elhaj',
]);

const scripts = {
  ar: /^[\u0621-\u064A\u067E\u0686\u06A4\u06AD\u0763\u06A9\u06AF]+([ -][\u0621-\u064A\u067E\u0686\u06A4\u06AD\u0763\u06A9\u06AF]+)*$/,
  latin: /^[\p{Script=Latin}'’]+([ -][\p{Script=Latin}'’]+)*$/u,
  tifinagh: /^[\p{Script=Tifinagh}]+([ -][\p{Script=Tifinagh}]+)*$/u,
} as const;

/** What is wrong with a name: at most two first names, no titles, the characters of its script (decree 2-22-04). */
export function nameProblems(name: ScriptedName | undefined, part: 'firstNames' | 'familyName'): NameProblem[] {
  const problems: NameProblem[] = [];
  const add = (field: string, code: string, message: string) => problems.push({ field, code, message });
  if (name === undefined || name.ar === '') add('ar', 'required', 'the name in Arabic is missing');
  if (name === undefined || name.latin === '') add('latin', 'required', 'the name in Latin letters is missing');
  for (const script of ['ar', 'latin', 'tifinagh'] as const) {
    const text = name?.[script] ?? '';
    if (text === '') continue;
    if (text.length > 60) add(script, 'too-long', 'a name has at most 60 letters');
    else if (!scripts[script].test(text))
      add(script, 'characters', 'letters of another script, or signs that are none');
    if (part === 'familyName') continue;
    const words = text.toLowerCase().split(/[ -]+/);
    if (text.split(' ').length > 2) add(script, 'too-many', 'at most two first names');
    if (words.some((word) => TITLES.has(word))) add(script, 'title', 'a title is no part of a name');
  }
  return problems;
}
