import type { MeantName, Person } from './people.ts';
import type { Chance } from './random.ts';

type Written = { arabic?: string; latin?: string };

/** What a register or a declaration says of a person: the shape of the library's Identity, written without importing it. */
export interface PersonRecord {
  firstNames: Written;
  familyName: Written;
  birthDate?: string;
  sex?: 'female' | 'male';
  birthPlace?: string;
  father?: Written;
  mother?: Written;
}

const arabicHabits: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name,
  (name) => name.replaceAll(/[أإآ]/g, 'ا'),
  (name) => name.replaceAll('ة', 'ه'),
  (name) => name.replaceAll('ى', 'ي'),
  (name) => name.replaceAll('عبد ', 'عبد'),
  (name) => name.replace(/اء$/, 'ا'),
];

const write = (chance: Chance, name: MeantName, script: keyof Written): string =>
  script === 'latin' ? chance.pickCommon(name.latin) : chance.pick(arabicHabits)(name.arabic);

const alphabets: { readonly [script in keyof Written]-?: string } = {
  arabic: 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي',
  latin: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
};

function slip(chance: Chance, text: string, script: keyof Written): string {
  const at = 1 + chance.below(Math.max(1, text.length - 1));
  const letter = chance.pick([...alphabets[script]]);
  const [before, here, after] = [text.slice(0, at), text.slice(at, at + 1), text.slice(at + 1)];
  const slips = [before + after, before + letter + after, before + letter + here + after];
  if (after !== '') slips.push(before + after.slice(0, 1) + here + after.slice(1));
  return chance.pick(slips);
}

function written(chance: Chance, names: readonly MeantName[], used: readonly (keyof Written)[], slips = 0): Written {
  const result: Written = {};
  // One slip at most, in one of the scripts: the other was typed from the same paper by the same hand, a second time.
  const slipping = chance.happens(slips) ? chance.pick(used) : undefined;
  for (const script of used) {
    const text = names.map((name) => write(chance, name, script)).join(' ');
    result[script] = script === slipping ? slip(chance, text, script) : text;
  }
  return result;
}

function miswriteDate(chance: Chance, date: string): string {
  const [year = '', month, day] = date.split('-');
  if (month === undefined || day === undefined) return date;
  const luck = chance.next();
  if (luck < 0.06) return Number(day) <= 12 ? `${year}-${day}-${month}` : date;
  if (luck < 0.09) return `${Number(year) + (chance.happens(0.5) ? 1 : -1)}-${month}-${day}`;
  if (luck < 0.12) return `${year}-${month}-${day.slice(0, 1)}${chance.below(10)}`;
  return date;
}

const scriptsFor = (chance: Chance): readonly (keyof Written)[] => {
  const luck = chance.next();
  return luck < 0.5 ? ['arabic', 'latin'] : luck < 0.78 ? ['arabic'] : ['latin'];
};

/** The act as the first clerk wrote it. */
export function actOf(chance: Chance, person: Person): PersonRecord {
  const used = scriptsFor(chance);
  return {
    firstNames: written(chance, person.first, used),
    familyName: written(chance, [person.family], used),
    birthDate: person.birthDate,
    sex: person.sex,
    birthPlace: write(chance, person.place, used[0] ?? 'arabic'),
    father: written(chance, [person.father], used),
    mother: written(chance, [person.mother], used),
  };
}

const honorifics: { readonly [sex in Person['sex']]: Written } = {
  male: { arabic: 'مولاي ', latin: 'MOULAY ' },
  female: { arabic: 'للا ', latin: 'LALLA ' },
};

/** The same person before another clerk, years later: other spellings, slips, what was forgotten or exchanged. */
export function declarationOf(chance: Chance, person: Person): PersonRecord {
  const used = scriptsFor(chance);
  const first = person.first.length > 1 && chance.happens(0.25) ? person.first.slice(0, 1) : person.first;
  const declared: PersonRecord = {
    firstNames: written(chance, first, used, 0.1),
    familyName: written(chance, [person.family], used, 0.12),
    birthDate: miswriteDate(chance, person.birthDate),
  };
  if (chance.happens(0.04))
    for (const script of used)
      declared.firstNames[script] = `${honorifics[person.sex][script]}${declared.firstNames[script]}`;
  if (chance.happens(0.97)) declared.sex = person.sex;
  if (chance.happens(0.75)) declared.birthPlace = write(chance, person.place, used[0] ?? 'arabic');
  if (chance.happens(0.85)) declared.father = written(chance, [person.father], used, 0.05);
  if (chance.happens(0.8)) declared.mother = written(chance, [person.mother], used, 0.05);
  return declared;
}
