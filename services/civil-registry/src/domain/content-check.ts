import type { FieldProblem } from '@jamaa/kit';
import type { ActPerson, BirthContent, DeathContent } from '@jamaa/proto/civil_registry/v1/acts';
import { addDays, addYears, isDay, isPartialDay, isTime, spanOf } from './days.ts';
import { checkDeclarant } from './declarant-check.ts';
import { type CheckContext, checkPerson, checkPlace, checkTitle } from './person-check.ts';
import { Problems } from './problems.ts';
import { rulesOn } from './rules.ts';

export interface DeclaredHere extends CheckContext {
  /** The bureau is a consulate. */
  readonly abroad: boolean;
  readonly precedenceReason: string;
}

export type Content =
  | { readonly $case: 'birth'; readonly value: BirthContent }
  | { readonly $case: 'death'; readonly value: DeathContent };

/** The day of the event, where it is known to the day. */
export const eventDay = (content: Content): string =>
  content.$case === 'birth' ? (content.value.child?.birthDate ?? '') : content.value.date;

/** Whether the delay to declare had passed: then a judgment is needed (law 36-21). */
export function isLate(content: Content, declaredOn: string, abroad: boolean): boolean {
  const { last } = spanOf(eventDay(content));
  const rules = rulesOn(last);
  const end = abroad ? addYears(last, rules.delayYearsAbroad) : addDays(last, rules.delayDays[content.$case]);
  return declaredOn > end;
}

/** What an establishment may leave open: who declares, and who the parents are. */
export function checkPreDeclaration(content: Content, context: CheckContext): readonly FieldProblem[] {
  const problems = new Problems();
  if (content.$case === 'birth') {
    const { child, mother, time, twinOrder, twinCount } = content.value;
    checkEvent(child?.birthDate ?? '', time, 'child.birthDate', 'time', problems, context);
    problems.unless(['female', 'male'].includes(child?.sex ?? ''), 'child.sex', 'unknown', 'female or male');
    checkTwins(twinOrder, twinCount, problems);
    if (mother !== undefined && !mother.unknown) checkPerson(mother, 'mother', problems, context);
  } else {
    const { deceased, date, time } = content.value;
    checkEvent(date, time, 'date', 'time', problems, context);
    if (deceased === undefined) problems.add('deceased', 'required', 'who has died is missing');
    else checkPerson(deceased, 'deceased', problems, context);
  }
  return named(content, problems);
}

/** Everything a declaration must say before it can be registered. Each problem names its field. */
export function checkDeclaration(content: Content, context: DeclaredHere): readonly FieldProblem[] {
  const problems = new Problems();
  if (content.$case === 'birth') checkBirth(content.value, problems, context);
  else checkDeath(content.value, problems, context);
  const { declarant, declaredOn, judgment } = content.value;
  checkDeclarant(content.$case, declarant, problems, context);
  if (isDay(eventDay(content))) {
    const late = isLate(content, declaredOn, context.abroad);
    if (judgment !== undefined) checkTitle(judgment, 'judgment', ['judgment'], problems, context.today);
    else if (late) problems.add('judgment', 'late', 'the delay to declare has passed: a judgment is needed');
  }
  return named(content, problems);
}

/** Paths as a request writes them: under `birth` or `death`, but for what stands beside it. */
const named = (content: Content, { all }: Problems): readonly FieldProblem[] =>
  all.map((one) => (one.path === 'precedenceReason' ? one : { ...one, path: `${content.$case}.${one.path}` }));

function checkBirth(content: BirthContent, problems: Problems, context: DeclaredHere): void {
  const { child, father, mother, time, twinOrder, twinCount, foundlingTitle } = content;
  if (child === undefined) problems.add('child', 'required', 'the child is missing');
  else {
    checkPerson(child, 'child', problems, context, true);
    checkEvent(child.birthDate, time, 'child.birthDate', 'time', problems, context);
    if (child.birthPlace === undefined) problems.add('child.birthPlace', 'required', 'the place of birth is missing');
    if (child.idcs !== '') problems.add('child.idcs', 'given-here', 'the identifier is given at registration');
  }
  checkTwins(twinOrder, twinCount, problems);
  checkParent(father, 'father', problems, context);
  checkParent(mother, 'mother', problems, context);
  if (father?.unknown && mother?.unknown) {
    const kinds = rulesOn(context.today).foundlingTitles;
    if (foundlingTitle === undefined)
      problems.add('foundlingTitle', 'required', 'a child of unknown parents needs the paper of the prosecutor');
    else checkTitle(foundlingTitle, 'foundlingTitle', kinds, problems, context.today);
  }
  if (child !== undefined && isDay(child.birthDate)) checkAges(child.birthDate, father, mother, problems);
}

function checkParent(parent: ActPerson | undefined, path: string, problems: Problems, context: CheckContext): void {
  if (parent === undefined) problems.add(path, 'required', 'say who it is, or that it is unknown');
  else if (parent.unknown) {
    const told = (parent.firstNames?.ar ?? '') !== '' || parent.nationalId !== '' || parent.idcs !== '';
    problems.unless(!told, path, 'contradiction', 'of an unknown parent nothing is told');
  } else checkPerson(parent, path, problems, context);
}

/** A birth before its mother's, or at an age of hers that cannot be, is a slip of the pen. */
function checkAges(
  birth: string,
  father: ActPerson | undefined,
  mother: ActPerson | undefined,
  problems: Problems,
): void {
  const { motherYears } = rulesOn(birth);
  const range = (parent: ActPerson | undefined): ReturnType<typeof spanOf> | undefined =>
    parent !== undefined && isPartialDay(parent.birthDate) ? spanOf(parent.birthDate) : undefined;
  const her = range(mother);
  if (her !== undefined && birth < addYears(her.first, motherYears[0]))
    problems.add('mother.birthDate', 'impossible', 'the child would be born before its mother could bear it');
  else if (her !== undefined && birth > addYears(her.last, motherYears[1]))
    problems.add('mother.birthDate', 'impossible', 'the mother would be too old');
  const his = range(father);
  if (his !== undefined && birth < addYears(his.first, motherYears[0]))
    problems.add('father.birthDate', 'impossible', 'the child would be born before its father could beget it');
}

function checkTwins(order: number, count: number, problems: Problems): void {
  const single = order <= 1 && count <= 1;
  problems.unless(
    single || (order >= 1 && order <= count && count <= 9),
    'twinOrder',
    'range',
    '1 to the number of children',
  );
}

function checkDeath(content: DeathContent, problems: Problems, context: DeclaredHere): void {
  const { deceased, date, time, place, father, mother, spouse } = content;
  checkEvent(date, time, 'date', 'time', problems, context, false);
  if (place === undefined) problems.add('place', 'required', 'the place of death is missing');
  else checkPlace(place, 'place', problems, context);
  if (deceased === undefined) problems.add('deceased', 'required', 'who has died is missing');
  else {
    checkPerson(deceased, 'deceased', problems, context, true);
    if (isDay(date) && isPartialDay(deceased.birthDate) && spanOf(deceased.birthDate).first > date)
      problems.add('date', 'impossible', 'lies before the birth');
  }
  const others = { father, mother, spouse };
  for (const [path, person] of Object.entries(others))
    if (person !== undefined && !person.unknown) checkPerson(person, path, problems, context);
}

function checkEvent(
  date: string,
  time: string,
  datePath: string,
  timePath: string,
  problems: Problems,
  { today }: CheckContext,
  timeNeeded = true,
): void {
  const possible = isDay(date);
  if (date === '') problems.add(datePath, 'required', 'the day is missing');
  else if (problems.unless(possible, datePath, 'impossible', 'is no day of the calendar, as 2026-02-28'))
    problems.unless(date <= today, datePath, 'future', 'lies in the future');
  if (time === '') {
    if (timeNeeded) problems.add(timePath, 'required', 'the time is missing');
  } else problems.unless(isTime(time), timePath, 'format', 'HH:MM of 24 hours');
}
