import type { FieldProblem } from '@jamaa/kit';
import type { Act, Correction } from '@jamaa/proto/civil_registry/v1/acts';
import { actAsOf } from './act-as-of.ts';
import { correctable, isName, isSpelling, valueAt } from './corrections.ts';
import { isPartialDay, isTime } from './days.ts';
import { nameProblems } from './name-rules.ts';

const MAX = 200;

interface Asked {
  readonly kind: string;
  readonly corrections: readonly Correction[];
}

/** What is wrong with the corrections of a mention: each must start from what is in force, and lead to something that can be. */
export function correctionProblems(act: Act, { kind, corrections }: Asked): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const now = actAsOf(act, '9999-12-31').content;
  if (now === undefined) return problems;
  const seen = new Set<string>();
  for (const [index, { field, from, to }] of corrections.entries()) {
    const at = `corrections.${index}`;
    const add = (path: string, code: string, message: string) =>
      problems.push({ path: `${at}.${path}`, code, message });
    if (!correctable[now.$case].has(field)) add('field', 'unknown', 'no field of the act that a mention corrects');
    else if (seen.has(field)) add('field', 'twice', 'is corrected twice');
    else if (kind === 'authorised-spelling' && !isSpelling(field))
      add('field', 'not-here', 'an authorisation changes a spelling in Latin letters or Tifinagh only');
    else if (kind === 'change-of-name' && !isName(field))
      add('field', 'not-here', 'a change of name changes names only');
    else if (kind === 'recognition' && !/^(father|mother)\./.test(field))
      add('field', 'not-here', 'a recognition tells of a parent only');
    else {
      if (valueAt(now.value, field) !== from) add('from', 'differs', 'is not what is in force');
      if (from === to) add('to', 'same', 'changes nothing');
      const wrong = wrongValue(field, to);
      if (wrong !== undefined) add('to', 'impossible', wrong);
    }
    seen.add(field);
  }
  return problems;
}

function wrongValue(field: string, to: string): string | undefined {
  if (to.length > MAX) return `at most ${MAX} letters`;
  if (isName(field)) {
    const [part, script] = field.split('.').slice(-2);
    const name = { ar: '', latin: '', tifinagh: '', [script ?? '']: to };
    const found = nameProblems(name, part === 'firstNames' ? 'firstNames' : 'familyName').find(
      (one) => one.field === script,
    );
    return found?.message;
  }
  if (field.endsWith('.sex')) return ['female', 'male'].includes(to) ? undefined : 'female or male';
  if (field.endsWith('birthDate') || field === 'date')
    return isPartialDay(to) ? undefined : 'is no day of the calendar, as 2026-02-28';
  if (field === 'time') return isTime(to) ? undefined : 'HH:MM of 24 hours';
  return undefined;
}
