import { addDays } from '../domain/days.ts';
import type { RegisterKey } from '../domain/identity.ts';
import { Chance } from './chance.ts';
import { familiesOf, men, type Name, women } from './people.ts';

export interface SeedBureau {
  readonly id: string;
  readonly territory: string;
  readonly population: number;
}

/** How many acts a register of the seed has. */
export interface SeedRegister {
  readonly key: RegisterKey;
  readonly territory: string;
  readonly acts: number;
  /** How many acts the registers before it have: no two acts of a seed have the same place. */
  readonly before: number;
}

/** A register has about so many acts, unless a bureau has more than its years hold. */
const USUAL = 60;
const MOST_YEARS = 60;
/** Of five acts one is of a death. */
const DEATH_SHARE = 0.2;

/** Registers that hold `acts` acts together, spread over bureaux by population and over the years before `lastYear`. */
export function registersOf(
  bureaux: readonly SeedBureau[],
  acts: number,
  lastYear: number,
  usual = USUAL,
): SeedRegister[] {
  const people = bureaux.reduce((sum, { population }) => sum + population, 0);
  let [shared, before, placed] = [0, 0, 0];
  return bureaux.flatMap(({ id, territory, population }) => {
    shared += population;
    const upTo = Math.round((acts * shared) / people);
    const own = upTo - before;
    before = upTo;
    const years = Math.min(MOST_YEARS, Math.max(1, Math.ceil(own / usual)));
    return Array.from({ length: years }, (_, index) => {
      const of = Math.floor((own * (index + 1)) / years) - Math.floor((own * index) / years);
      const deaths = Math.floor(of * DEATH_SHARE);
      const year = lastYear - index;
      const one = (kind: RegisterKey['kind'], count: number): SeedRegister => {
        placed += count;
        return { key: { bureauId: id, kind, year }, territory, acts: count, before: placed - count };
      };
      return [one('birth', of - deaths), one('death', deaths)];
    })
      .flat()
      .filter((register) => register.acts > 0);
  });
}

const day = (year: number, of: number): string => addDays(`${year}-01-01`, of);
const two = (number: number): string => String(number).padStart(2, '0');

/** Ten digits, the first of them no zero. */
const IDCS_COUNT = 9_000_000_000;
/** Shares no factor with their number: each place has an identifier of its own. */
const IDCS_STEP = 104_729;
const idcsAt = (first: number, place: number): string =>
  String(1_000_000_000 + ((first + place * IDCS_STEP) % IDCS_COUNT));

/** Makes the acts of registers, as lines of JSON would tell them. The same seed gives the same acts. */
export function createActs(seed: number) {
  const families = familiesOf(new Chance('families', seed));
  const firstIdcs = new Chance('idcs', seed).below(IDCS_COUNT);
  return ({ key, territory, acts, before }: SeedRegister): object[] => {
    const chance = new Chance('register', seed, key.bureauId, key.kind, key.year);
    return Array.from({ length: acts }, (_, index) => {
      // Acts of a register lie in the order of the days on which they were drawn up.
      const registered = Math.floor((index * 360) / acts);
      const registeredOn = day(key.year, registered + 4);
      const happened = day(key.year, Math.max(0, registered + 4 - chance.below(25)));
      const base = {
        ...key,
        number: index + 1,
        registeredOn,
        officerName: { ar: 'ضابط الحالة المدنية', fr: "Officier de l'état civil" },
      };
      const content =
        key.kind === 'birth'
          ? birth(chance, families, happened, territory)
          : death(chance, families, happened, territory);
      const gave = key.kind === 'birth' ? { idcs: idcsAt(firstIdcs, before + index) } : {};
      return { ...base, ...gave, [key.kind]: { ...content, declaredOn: registeredOn } };
    });
  };
}

function someone(chance: Chance, sex: 'female' | 'male', family: Name, birthDate: string) {
  const first = chance.pickCommon(sex === 'female' ? women : men);
  return { firstNames: first, familyName: family, sex, birthDate };
}

const yearsBefore = (chance: Chance, date: string, least: number, spread: number): string => {
  const year = Number(date.slice(0, 4)) - least - chance.below(spread);
  return year < 1950 && chance.happens(0.5)
    ? String(year)
    : `${year}-${two(1 + chance.below(12))}-${two(1 + chance.below(28))}`;
};

const time = (chance: Chance): string => `${two(chance.below(24))}:${two(chance.below(60))}`;
/** National cards of nobody: the letters ZZ are not given. */
const card = (chance: Chance): string => `ZZ${100_000 + chance.below(900_000)}`;

function birth(chance: Chance, families: readonly Name[], date: string, territory: string) {
  const family = chance.pickCommon(families);
  const father = someone(chance, 'male', family, yearsBefore(chance, date, 22, 28));
  const mother = someone(chance, 'female', chance.pickCommon(families), yearsBefore(chance, date, 18, 24));
  const child = someone(chance, chance.happens(0.49) ? 'female' : 'male', family, date);
  return {
    child: { ...child, birthPlace: { commune: territory } },
    time: time(chance),
    father: { ...father, ...(chance.happens(0.7) ? { nationalId: card(chance) } : {}) },
    mother: { ...mother, ...(chance.happens(0.6) ? { nationalId: card(chance) } : {}) },
    declarant: { person: { firstNames: father.firstNames, familyName: family }, quality: 'father' },
  };
}

function death(chance: Chance, families: readonly Name[], date: string, territory: string) {
  const family = chance.pickCommon(families);
  const deceased = someone(chance, chance.happens(0.5) ? 'female' : 'male', family, yearsBefore(chance, date, 1, 80));
  return {
    deceased: { ...deceased, ...(chance.happens(0.6) ? { nationalId: card(chance) } : {}) },
    date,
    time: time(chance),
    place: { commune: territory },
    declarant: { person: { firstNames: chance.pickCommon(men), familyName: family }, quality: 'child' },
  };
}
