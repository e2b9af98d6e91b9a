import type { Chance } from './chance.ts';

export interface Name {
  readonly ar: string;
  readonly latin: string;
  readonly tifinagh: string;
}

const list = (text: string): readonly Name[] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [ar = '', latin = '', tifinagh = ''] = line.split('/');
      return { ar, latin, tifinagh };
    });

export const men = list(`
محمد/MOHAMED/ⵎⵓⵃⴰⵎⵎⴰⴷ
أحمد/AHMED/ⴰⵃⵎⴰⴷ
يوسف/YOUSSEF/ⵢⵓⵙⴼ
حسن/HASSAN/ⵃⴰⵙⴰⵏ
مصطفى/MUSTAPHA/ⵎⵓⵚⵟⴰⴼⴰ
رشيد/RACHID/ⵔⴰⵛⵉⴷ
سعيد/SAID/ⵙⴰⵄⵉⴷ
عمر/OMAR/ⵄⵓⵎⴰⵔ
إبراهيم/BRAHIM/ⴱⵔⴰⵀⵉⵎ
خالد/KHALID/ⵅⴰⵍⵉⴷ
حميد/HAMID/ⵃⴰⵎⵉⴷ
أيوب/AYOUB/ⴰⵢⵢⵓⴱ
ياسين/YASSINE/ⵢⴰⵙⵉⵏ
إدريس/DRISS/ⴷⵔⵉⵙ
أمين/AMINE/ⴰⵎⵉⵏ
زكرياء/ZAKARIA/ⵣⴰⴽⴰⵔⵢⴰ
سفيان/SOUFIANE/ⵙⵓⴼⵢⴰⵏ
هشام/HICHAM/ⵀⵉⵛⴰⵎ
كريم/KARIM/ⴽⴰⵔⵉⵎ
عثمان/OTHMANE/ⵄⵓⵜⵎⴰⵏ
سمير/SAMIR/ⵙⴰⵎⵉⵔ
طارق/TARIK/ⵟⴰⵔⵉⵇ
حمزة/HAMZA/ⵃⴰⵎⵣⴰ
أنس/ANAS/ⴰⵏⴰⵙ
كمال/KAMAL/ⴽⴰⵎⴰⵍ
لحسن/LAHCEN/ⵍⴰⵃⵙⵏ
صالح/SALAH/ⵚⴰⵍⴰⵃ
موحى/MOHA/ⵎⵓⵃⴰ
`);

export const women = list(`
فاطمة/FATIMA/ⴼⴰⵟⵉⵎⴰ
خديجة/KHADIJA/ⵅⴰⴷⵉⵊⴰ
عائشة/AICHA/ⵄⴰⵉⵛⴰ
مريم/MERYEM/ⵎⴰⵔⵢⴰⵎ
زينب/ZINEB/ⵣⴰⵢⵏⴰⴱ
سعاد/SOUAD/ⵙⵓⵄⴰⴷ
نعيمة/NAIMA/ⵏⴰⵄⵉⵎⴰ
أمينة/AMINA/ⴰⵎⵉⵏⴰ
حنان/HANANE/ⵃⴰⵏⴰⵏ
سناء/SANAE/ⵙⴰⵏⴰⵄ
كريمة/KARIMA/ⴽⴰⵔⵉⵎⴰ
لطيفة/LATIFA/ⵍⴰⵟⵉⴼⴰ
سميرة/SAMIRA/ⵙⴰⵎⵉⵔⴰ
نادية/NADIA/ⵏⴰⴷⵢⴰ
هاجر/HAJAR/ⵀⴰⵊⴰⵔ
سلمى/SALMA/ⵙⴰⵍⵎⴰ
شيماء/CHAIMAE/ⵛⴰⵢⵎⴰⵄ
أسماء/ASMAE/ⴰⵙⵎⴰⵄ
حياة/HAYAT/ⵃⴰⵢⴰⵜ
رقية/RKIA/ⵔⵇⵉⵢⴰ
إيمان/IMANE/ⵉⵎⴰⵏ
مليكة/MALIKA/ⵎⴰⵍⵉⴽⴰ
حليمة/HALIMA/ⵃⴰⵍⵉⵎⴰ
تودة/TOUDA/ⵜⵓⴷⴰ
هدى/HOUDA/ⵀⵓⴷⴰ
سارة/SARA/ⵙⴰⵔⴰ
`);

/** Consonants of made-up family names. */
const roots = list(`
ب/B/ⴱ
ت/T/ⵜ
ج/J/ⵊ
ح/H/ⵃ
خ/KH/ⵅ
د/D/ⴷ
ر/R/ⵔ
ز/Z/ⵣ
س/S/ⵙ
ش/CH/ⵛ
ط/T/ⵟ
غ/GH/ⵖ
ف/F/ⴼ
ق/K/ⵇ
ك/K/ⴽ
ل/L/ⵍ
م/M/ⵎ
ن/N/ⵏ
`);

/** Shapes of family names: 1, 2, 3 are consonants. */
const shapes = list(`
1ا23ي/1A23I/1ⴰ23ⵉ
123اوي/1A23AOUI/1ⴰ23ⴰⵡⵉ
12ي3ي/1O2I3I/1ⵓ2ⵉ3ⵉ
12ا3/1A2A3/1ⴰ2ⴰ3
123ون/1A23OUNE/1ⴰ23ⵓⵏ
12و3ي/1A2OU3I/1ⴰ2ⵓ3ⵉ
1و23ي/1OU23I/1ⵓ23ⵉ
`);

const particles = list(`
~/~/~
~/~/~
ال~/EL ~/ⵍ~
بن~/BEN~/ⴱⵏ~
آيت ~/AIT ~/ⴰⵢⵜ ~
بو~/BOU~/ⴱⵓ~
`);

const scripts = ['ar', 'latin', 'tifinagh'] as const;
type Script = (typeof scripts)[number];

/** A family name of common parts that belongs to nobody, in three scripts. */
function madeUp(chance: Chance): Name {
  const [shape, particle] = [chance.pick(shapes), chance.pick(particles)];
  const consonants = [chance.pick(roots), chance.pick(roots), chance.pick(roots)];
  const write = (script: Script): string =>
    particle[script].replace(
      '~',
      shape[script].replaceAll(/[123]/g, (at) => consonants[Number(at) - 1]?.[script] ?? ''),
    );
  return { ar: write('ar'), latin: write('latin'), tifinagh: write('tifinagh') };
}

const FAMILIES = 4_000;

/** Families of a country: the first of them are common. The same for each seed number. */
export function familiesOf(chance: Chance): readonly Name[] {
  const made = new Map<string, Name>();
  while (made.size < FAMILIES) {
    const name = madeUp(chance);
    made.set(name.ar, name);
  }
  return [...made.values()];
}
