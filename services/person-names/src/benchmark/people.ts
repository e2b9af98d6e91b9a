import { familyNames, men, places, roots, shapes, women } from './parts.ts';
import type { Chance } from './random.ts';

/** A name as it is meant: how it is said in Arabic, and the Latin spellings clerks choose from. */
export interface MeantName {
  readonly arabic: string;
  readonly latin: readonly string[];
}

/** A person as life made them; what a register says of them is a {@link write}. */
export interface Person {
  readonly sex: 'female' | 'male';
  readonly first: readonly MeantName[];
  readonly family: MeantName;
  readonly father: MeantName;
  readonly mother: MeantName;
  readonly birthDate: string;
  readonly place: MeantName;
}

const meant = ([arabic = '', ...latin]: readonly string[]): MeantName => ({ arabic, latin });

/** Particles before a family name: Arabic, then Latin ways of writing it (`~` is the name). */
const particles: readonly (readonly string[])[] = [
  ['~', '~'],
  ['~', '~'],
  ['ال~', 'EL ~', 'EL~', '~', 'AL ~', 'EL-~'],
  ['ال~', 'EL ~', 'EL~', '~'],
  ['بن~', 'BEN~', 'BEN ~'],
  ['آيت ~', 'AIT ~', 'AIT-~', 'AIT~', '~'],
  ['بو~', 'BOU~', 'BOU ~'],
];

function fill(shape: string, consonants: readonly string[]): string {
  const filled = shape.replaceAll(/[123]/g, (place) => consonants[Number(place) - 1] ?? '');
  // `_` doubles the letter before it, where it is one; an s is doubled between vowels only.
  return filled
    .replaceAll(/(?:[CKSG]H|DJ|SS)_/g, (pair) => pair.slice(0, 2))
    .replaceAll(/([A-Z])_/g, '$1$1')
    .replaceAll(/(?<![AEIOU])SS|SS(?![AEIOU])/g, 'S');
}

/** A family name of common parts that belongs to nobody, with every spelling its parts allow, at most twelve. */
function madeUp(chance: Chance): MeantName {
  const [arabicShape = '', ...latinShapes] = chance.pick(shapes);
  const consonants = [1, 2, 3].map(() => chance.pick(roots));
  const [arabicParticle = '~', ...latinParticles] = chance.pick(particles);
  const latin = new Set<string>();
  for (let tries = 0; tries < 24 && latin.size < 12; tries++) {
    const spelled = fill(
      chance.pickCommon(latinShapes),
      consonants.map((spellings) => chance.pickCommon(spellings.slice(1))),
    );
    latin.add(chance.pick(latinParticles).replace('~', spelled));
  }
  const bare = fill(
    arabicShape,
    consonants.map(([letter = '']) => letter),
  );
  return { arabic: arabicParticle.replace('~', bare), latin: [...latin] };
}

export const familiesOf = (chance: Chance, count: number): readonly MeantName[] => [
  ...familyNames.map(meant),
  ...Array.from({ length: count }, () => madeUp(chance)),
];

const two = (number: number): string => String(number).padStart(2, '0');

export function dateIn(chance: Chance, year: number): string {
  if (year < 1960 && chance.happens(0.4)) return String(year);
  return `${year}-${two(1 + chance.below(12))}-${two(1 + chance.below(28))}`;
}

export function firstNamesFor(chance: Chance, sex: Person['sex']): readonly MeantName[] {
  const names = sex === 'female' ? women : men;
  const one = meant(chance.pickCommon(names));
  if (!chance.happens(0.2)) return [one];
  const other = meant(chance.pickCommon(names));
  return other.arabic === one.arabic ? [one] : [one, other];
}

export function newPerson(chance: Chance, families: readonly MeantName[]): Person {
  const sex = chance.happens(0.5) ? 'female' : 'male';
  return {
    sex,
    first: firstNamesFor(chance, sex),
    family: chance.pickCommon(families),
    father: meant(chance.pickCommon(men)),
    mother: meant(chance.pickCommon(women)),
    birthDate: dateIn(chance, 1935 + chance.below(90)),
    place: meant(chance.pickCommon(places)),
  };
}

const year = (person: Person): number => Number(person.birthDate.slice(0, 4));

function otherFirst(chance: Chance, person: Person, sex: Person['sex']): readonly MeantName[] {
  for (;;) {
    const first = firstNamesFor(chance, sex);
    if (first[0]?.arabic !== person.first[0]?.arabic) return first;
  }
}

/** People who are not the person and look like it. */
export const lookAlikes: readonly ((chance: Chance, person: Person, families: readonly MeantName[]) => Person)[] = [
  function namesake(chance, person, families) {
    const other = newPerson(chance, families);
    const near = chance.happens(0.3) ? year(person) : 1935 + chance.below(90);
    return { ...other, sex: person.sex, first: person.first, family: person.family, birthDate: dateIn(chance, near) };
  },
  function twin(chance, person) {
    const sex = chance.happens(0.5) ? person.sex : person.sex === 'female' ? 'male' : 'female';
    return { ...person, sex, first: otherFirst(chance, person, sex) };
  },
  function sibling(chance, person) {
    const sex = chance.happens(0.5) ? 'female' : 'male';
    const birthDate = dateIn(chance, year(person) + 1 + chance.below(8));
    return { ...person, sex, first: otherFirst(chance, person, sex), birthDate };
  },
  function newcomer(chance, _person, families) {
    return newPerson(chance, families);
  },
];
