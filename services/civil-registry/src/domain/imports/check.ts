import type { FieldProblem } from '@jamaa/kit';
import type { ActPerson } from '@jamaa/proto/civil_registry/v1/acts';
import type { Content } from '../content-check.ts';
import { isDay, isPartialDay, isTime, spanOf } from '../days.ts';
import { type CheckContext, checkPerson, checkPlace } from '../person-check.ts';
import { Problems } from '../problems.ts';

/**
 * What an act of an old register must say: who, when, of which sex, before it was drawn up. It keeps what the law of its day allowed:
 * no Latin spelling, more than two first names, titles, a year instead of a day, no declarant, a late declaration without its judgment.
 */
export function checkImported(content: Content, registeredOn: string, context: CheckContext): readonly FieldProblem[] {
  const problems = new Problems();
  const check = (person: ActPerson | undefined, path: string, whole = false): void => {
    if (person === undefined || person.unknown) return;
    const found = new Problems();
    checkPerson(person, path, found, context, whole);
    for (const one of found.all) if (!allowedThen(one, path, whole)) problems.add(one.path, one.code, one.message);
  };
  const { father, mother, declarant, time, declaredOn } = content.value;
  check(father, 'father');
  check(mother, 'mother');
  check(declarant?.person, 'declarant.person');
  if (time !== '') problems.unless(isTime(time), 'time', 'format', 'HH:MM of 24 hours');
  if (content.$case === 'birth') {
    const { child, twinOrder, twinCount } = content.value;
    if (child === undefined) problems.add('child', 'required', 'the child is missing');
    check(child, 'child', true);
    before(child?.birthDate ?? '', 'child.birthDate');
    problems.unless(
      (twinOrder <= 1 && twinCount <= 1) || (twinOrder >= 1 && twinOrder <= twinCount),
      'twinOrder',
      'range',
      '1 to the number of children',
    );
  } else {
    const { deceased, date, place, spouse } = content.value;
    if (deceased === undefined) problems.add('deceased', 'required', 'who has died is missing');
    check(deceased, 'deceased', true);
    check(spouse, 'spouse');
    if (place !== undefined) checkPlace(place, 'place', problems, context);
    if (date === '') problems.add('date', 'required', 'the day is missing');
    else if (!isPartialDay(date)) problems.add('date', 'impossible', 'is no day of the calendar');
    else before(date, 'date');
    const born = deceased?.birthDate ?? '';
    if (isPartialDay(date) && isPartialDay(born) && spanOf(born).first > spanOf(date).last)
      problems.add('date', 'impossible', 'lies before the birth');
  }
  if (declaredOn !== '' && problems.unless(isDay(declaredOn), 'declaredOn', 'impossible', 'is no day of the calendar'))
    problems.unless(declaredOn <= registeredOn, 'declaredOn', 'contradiction', 'lies after the act');
  return problems.all.map((one) => ({ ...one, path: `${content.$case}.${one.path}` }));

  function before(date: string, path: string): void {
    if (isPartialDay(date) && spanOf(date).first > registeredOn)
      problems.add(path, 'contradiction', 'lies after the act that tells of it');
  }
}

function allowedThen({ path, code }: FieldProblem, person: string, whole: boolean): boolean {
  if (code === 'too-many-first-names' || code === 'title') return true;
  if (code !== 'required') return false;
  if (path.endsWith('.latin')) return true;
  // Deaths of old people whose birth nobody had entered.
  if (path === 'deceased.birthDate') return true;
  return !whole && path.startsWith(`${person}.`);
}
