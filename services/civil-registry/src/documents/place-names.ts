import type { Act, ActPerson, Place } from '@jamaa/proto/civil_registry/v1/acts';
import type { Both } from './words/dates.ts';

/** Name of a commune by its code. */
export type NameOf = (code: string) => Both | undefined;

/** The act with the names of communes in words: registers hold their codes, paper their names. */
export function withPlaceNames(act: Act, nameOf: NameOf): Act {
  const { content } = act;
  if (content === undefined) return act;
  const place = (told: Place | undefined): Place | undefined => told && named(told, nameOf(told.commune));
  const person = <T extends ActPerson | undefined>(told: T): T =>
    told === undefined ? told : { ...told, birthPlace: place(told.birthPlace) };
  const { father, mother, declarant } = content.value;
  const both = {
    father: person(father),
    mother: person(mother),
    declarant: declarant && { ...declarant, person: person(declarant.person) },
  };
  if (content.$case === 'birth')
    return {
      ...act,
      content: { $case: 'birth', value: { ...content.value, ...both, child: person(content.value.child) } },
    };
  const { deceased, spouse } = content.value;
  const value = {
    ...content.value,
    ...both,
    deceased: person(deceased),
    spouse: person(spouse),
    place: place(content.value.place),
  };
  return { ...act, content: { $case: 'death', value } };
}

/** What the act tells, and after it the commune, unless it is told already. */
function named(place: Place, name: Both | undefined): Place {
  if (name === undefined) return place;
  const { ar = '', fr = '', zgh = '' } = place.text ?? {};
  const joined = (told: string, commune: string, by: string): string => {
    if (told.includes(commune)) return told;
    return told === '' ? commune : `${told}${by}${commune}`;
  };
  return { ...place, text: { ar: joined(ar, name.ar, '، '), fr: joined(fr, name.fr, ', '), zgh } };
}
