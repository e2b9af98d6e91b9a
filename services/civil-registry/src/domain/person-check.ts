import type { ActPerson, LegalTitle, Place } from '@jamaa/proto/civil_registry/v1/acts';
import { isDay, isPartialDay, spanOf } from './days.ts';
import { isForeignId, isIdcs, isNationalId } from './identity.ts';
import { nameProblems } from './name-rules.ts';
import type { Problems } from './problems.ts';

const MOROCCO = 'MA';
const MAX_TEXT = 200;

export interface CheckContext {
  /** Local day of the check. */
  readonly today: string;
  isCommune(code: string): boolean;
  idcsCheck(digits: string): boolean;
}

export const isMoroccan = ({ nationality }: ActPerson): boolean => nationality === '' || nationality === MOROCCO;

/** Checks what is told of a person; `whole`: the person of the act, of whom nothing may be missing. */
export function checkPerson(
  person: ActPerson,
  path: string,
  problems: Problems,
  context: CheckContext,
  whole = false,
): void {
  for (const part of ['firstNames', 'familyName'] as const)
    for (const { field, code, message } of nameProblems(person[part], part))
      problems.add(`${path}.${part}.${field}`, code, message);
  if (whole || person.sex !== '')
    problems.unless(['female', 'male'].includes(person.sex), `${path}.sex`, 'unknown', 'female or male');
  checkBirthDate(person, path, problems, context, whole);
  checkIds(person, path, problems, context);
  if (person.birthPlace !== undefined) checkPlace(person.birthPlace, `${path}.birthPlace`, problems, context);
  for (const field of ['profession', 'residence'] as const)
    for (const text of Object.values(person[field] ?? {}))
      problems.unless(String(text).length <= MAX_TEXT, `${path}.${field}`, 'too-long', `at most ${MAX_TEXT} letters`);
  if (person.nationality !== '')
    problems.unless(/^[A-Z]{2}$/.test(person.nationality), `${path}.nationality`, 'format', 'two letters, as MA or FR');
}

function checkBirthDate(
  { birthDate }: ActPerson,
  path: string,
  problems: Problems,
  { today }: CheckContext,
  whole: boolean,
): void {
  const at = `${path}.birthDate`;
  if (birthDate === '') {
    if (whole) problems.add(at, 'required', 'the date of birth is missing');
    return;
  }
  const possible = isPartialDay(birthDate);
  if (!problems.unless(possible, at, 'impossible', 'is no day of the calendar, as 2026-02-28')) return;
  problems.unless(spanOf(birthDate).first <= today, at, 'future', 'lies in the future');
  problems.unless(birthDate >= '1850', at, 'too-early', 'lies too far back');
}

function checkIds(person: ActPerson, path: string, problems: Problems, { idcsCheck }: CheckContext): void {
  const { nationalId, idcs } = person;
  if (nationalId !== '') {
    const ok = isMoroccan(person) ? isNationalId(nationalId) : isForeignId(nationalId);
    problems.unless(ok, `${path}.nationalId`, 'format', 'one or two capital letters and up to seven digits');
  }
  if (idcs !== '') problems.unless(isIdcs(idcs, idcsCheck), `${path}.idcs`, 'format', 'ten digits');
}

/** A place: a commune of the territory, or a country and its words. */
export function checkPlace(place: Place, path: string, problems: Problems, { isCommune }: CheckContext): void {
  const { commune, country, text } = place;
  if (commune !== '') problems.unless(isCommune(commune), `${path}.commune`, 'unknown', 'no such commune');
  if (country !== '')
    problems.unless(/^[A-Z]{2}$/.test(country), `${path}.country`, 'format', 'two letters, as MA or FR');
  if (commune !== '' && country !== '' && country !== MOROCCO)
    problems.add(`${path}.country`, 'contradiction', 'a commune of Morocco lies in Morocco');
  for (const words of [text?.ar ?? '', text?.fr ?? ''])
    problems.unless(words.length <= MAX_TEXT, `${path}.text`, 'too-long', `at most ${MAX_TEXT} letters`);
  const told = commune !== '' || (text?.ar ?? '') !== '' || (text?.fr ?? '') !== '';
  problems.unless(told, path, 'required', 'name a commune, or tell the place in words');
}

/** A paper that something rests on: its kind among those allowed, its number, its day, who made it. */
export function checkTitle(
  title: LegalTitle,
  path: string,
  kinds: readonly string[],
  problems: Problems,
  today: string,
): void {
  problems.unless(kinds.includes(title.kind), `${path}.kind`, 'title', `needs one of: ${kinds.join(', ')}`);
  problems.unless(/\S/.test(title.number), `${path}.number`, 'required', 'the number of the paper is missing');
  problems.unless(title.number.length <= 60, `${path}.number`, 'too-long', 'at most 60 letters');
  problems.unless(/\S/.test(title.authority), `${path}.authority`, 'required', 'who made the paper is missing');
  problems.unless(title.authority.length <= MAX_TEXT, `${path}.authority`, 'too-long', `at most ${MAX_TEXT} letters`);
  if (problems.unless(isDay(title.date), `${path}.date`, 'impossible', 'is no day of the calendar, as 2026-02-28'))
    problems.unless(title.date <= today, `${path}.date`, 'future', 'lies in the future');
}
