import { type Identity, identityKeys, nameKeys } from '@jamaa/person-names';
import type { Act, ActPerson, ScriptedName } from '@jamaa/proto/civil_registry/v1/acts';
import type { Content } from './content-check.ts';
import { inScripts } from './name-rules.ts';

/** The person of an act. */
export const personOf = ({ content }: Pick<Act, 'content'>): ActPerson | undefined =>
  content?.$case === 'birth' ? content.value.child : content?.value.deceased;

/** What is compared, and looked for, of the person of an act or a declaration. */
export function identityOf(content: Content): Identity {
  const person = personOf({ content });
  const { father, mother } = content.value;
  const names = {
    firstNames: inScripts(person?.firstNames),
    familyName: inScripts(person?.familyName),
    father: inScripts(father?.firstNames),
    mother: inScripts(mother?.firstNames),
  };
  return {
    ...Object.fromEntries(Object.entries(names).filter(([, name]) => Object.keys(name).length > 0)),
    ...(person?.birthDate ? { birthDate: person.birthDate } : {}),
    ...(person?.sex === 'female' || person?.sex === 'male' ? { sex: person.sex } : {}),
  };
}

/**
 * Under what an act is found, in clear (the caller hashes them): numbers of those on it, and the keys of its person, which join two things
 * each, so that a search reads few rows however common the names are.
 */
export function tokenTexts({ content, idcs }: { readonly content: Content; readonly idcs: string }): string[] {
  const parents = content.$case === 'birth' ? [content.value.father, content.value.mother] : [];
  const people = [personOf({ content }), ...parents];
  const numbers = people.flatMap((one) => [
    numberText('idcs', one?.idcs ?? ''),
    numberText('cin', one?.nationalId ?? ''),
  ]);
  const given = [numberText('idcs', idcs), ...numbers].filter((text) => text !== '');
  return [...new Set([...given, ...identityKeys(identityOf(content))])];
}

export const numberText = (kind: 'idcs' | 'cin', number: string): string => (number === '' ? '' : `${kind}|${number}`);

export const scriptedKeys = (name: ScriptedName | undefined): string[] => [
  ...new Set([name?.ar ?? '', name?.latin ?? ''].flatMap((text) => nameKeys(text))),
];
