import { actOf, declarationOf, type PersonRecord } from './clerks.ts';
import { familiesOf, lookAlikes, newPerson } from './people.ts';
import { Chance } from './random.ts';

export interface LabelledSet {
  readonly register: readonly PersonRecord[];
  /** `of` is the place in the register of the person declared again; absent for somebody who is not in it. */
  readonly declarations: readonly { readonly record: PersonRecord; readonly of?: number }[];
}

const PEOPLE_A_FAMILY = 8;

/** Acts of people who have nothing to do with each other, of `families` families: for how many share a token by chance. */
export function crowd({ seed, size, families }: { seed: number; size: number; families: number }): PersonRecord[] {
  const chance = new Chance(seed);
  const names = familiesOf(chance, families);
  return Array.from({ length: size }, () => actOf(chance, newPerson(chance, names)));
}

/**
 * A register of `size` acts, in which namesakes, twins and siblings of others stand too, and `asked` declarations: half of them of people
 * in the register, half of people who only look like one.
 */
export function labelledSet({ seed, size, asked }: { seed: number; size: number; asked: number }): LabelledSet {
  const chance = new Chance(seed);
  const families = familiesOf(chance, Math.max(20, Math.round(size / PEOPLE_A_FAMILY)));
  const people = Array.from({ length: Math.ceil(size * 0.8) }, () => newPerson(chance, families));
  while (people.length < size) people.push(chance.pick(lookAlikes)(chance, chance.pick(people), families));
  const declarations = Array.from({ length: asked }, (_, at) => {
    const of = chance.below(people.length);
    const person = people[of];
    if (person === undefined) throw new RangeError('an empty register');
    if (at % 2 === 0) return { record: declarationOf(chance, person), of };
    return { record: declarationOf(chance, chance.pick(lookAlikes)(chance, person, families)) };
  });
  return { register: people.map((person) => actOf(chance, person)), declarations };
}
