import { foldWords, invalidField } from '@jamaa/kit';
import type { Act, ActPerson } from '@jamaa/proto/civil_registry/v1/acts';
import { personOf } from '../domain/identities.ts';
import { parentsOf } from './forms/common.ts';
import type { Family } from './forms/fiches.ts';

/**
 * Who of the further acts is spouse, and who child, of the head of a family: by their marriage mentions, by the parents their own acts name.
 * @throws AppError `validation-failed` naming an act that is neither, or is no birth act
 */
export function familyOf(head: Act, others: readonly Act[]): Family {
  const spouses: Act[] = [];
  const children: Act[] = [];
  for (const [index, one] of others.entries()) {
    if (one.content?.$case !== 'birth') throw invalidField(`relatedActIds.${index}`, 'wrong-act', 'is no birth act');
    if (areMarried(head, one)) spouses.push(one);
    else if (isChild(head, one)) children.push(one);
    else throw invalidField(`relatedActIds.${index}`, 'unrelated', 'neither spouse nor child by the acts');
  }
  const byBirth = (one: Act, other: Act): number => birthOf(one).localeCompare(birthOf(other));
  return { spouses, children: children.toSorted(byBirth) };
}

const birthOf = (act: Act): string => personOf(act)?.birthDate ?? '';

const areMarried = (one: Act, other: Act): boolean => namesSpouse(one, other) || namesSpouse(other, one);

const namesSpouse = ({ mentions }: Act, other: Act): boolean =>
  mentions.some((mention) => mention.kind === 'marriage' && mention.otherActId === other.id);

/** By the parent's own act where it is linked, else by name and birth together: neither alone says who a parent is. */
function isChild(head: Act, child: Act): boolean {
  const { father, mother } = parentsOf(child);
  return [father, mother].some((parent) => isSame(head, parent));
}

function isSame(head: Act, parent: ActPerson | undefined): boolean {
  const person = personOf(head);
  if (parent === undefined || person === undefined || parent.unknown) return false;
  if (parent.birthActId !== '') return parent.birthActId === head.id;
  const name = (one: ActPerson): string =>
    foldWords(`${one.firstNames?.ar ?? ''} ${one.familyName?.ar ?? ''}`).join(' ');
  return parent.birthDate !== '' && parent.birthDate === person.birthDate && name(parent) === name(person);
}
