import { localDateOf, moroccoPublicCalendar } from '@jamaa/deadlines';
import type { Act, BirthContent, DeathContent, Declarant, LegalTitle } from '@jamaa/proto/civil_registry/v1/acts';
import { type Both, dateInDigits, dateInWords, timeInWords } from '../words/dates.ts';
import { actIdentity, marginOf } from './common.ts';
import {
  dateOf,
  fullNameRow,
  isFemale,
  nameRows,
  nationalityOf,
  parentRows,
  placeOf,
  row,
  same,
  sexOf,
  text,
} from './persons.ts';
import type { Form, Row, Section } from './view.ts';
import { labels, qualityOf, sections, titles, twinOf } from './words.ts';

/** Full copy of an act (نسخة كاملة): all that it says, and in its margin every mention in force on the day of the copy. */
export function fullCopyForm(act: Act, number: string): Form {
  const kind = act.content?.$case ?? 'birth';
  return {
    title: titles['full-copy'][kind],
    opening: opening(act),
    identity: actIdentity(act, number),
    sections: [
      ...(act.content?.$case === 'death' ? deathSections(act.content.value) : birthSections(act.content?.value)),
      { title: sections.act, rows: declarationRows(act) },
    ],
    lists: [],
    margin: marginOf(act),
    certification: certification(act),
  };
}

function opening({ content }: Act): Both {
  if (content?.$case === 'death') {
    const { date, time, deceased } = content.value;
    const died = isFemale(deceased) ? { ar: 'توفيت', fr: 'est décédée' } : { ar: 'توفي', fr: 'est décédé' };
    return happened(died, date, time);
  }
  const child = content?.value.child;
  const born = isFemale(child) ? { ar: 'ولدت', fr: 'est née' } : { ar: 'ولد', fr: 'est né' };
  return happened(born, child?.birthDate ?? '', content?.value.time ?? '');
}

/** The sentence an act begins with: the day, and the time with before or after noon, in words. */
function happened(verb: Both, date: string, time: string): Both {
  const [day, hour] = [dateInWords(date), timeInWords(time)];
  const capital = `${day.fr.charAt(0).toUpperCase()}${day.fr.slice(1)}`;
  return {
    ar: `${day.ar}${hour.ar === '' ? '' : `، على الساعة ${hour.ar}`}، ${verb.ar}:`,
    fr: `${capital}${hour.fr === '' ? '' : `, à ${hour.fr}`}, ${verb.fr} :`,
  };
}

const birthSections = (birth: BirthContent | undefined): Section[] => [
  {
    title: sections.birth,
    rows: [
      ...nameRows(birth?.child),
      row(labels.sex, sexOf(birth?.child)),
      row(labels.birthPlace, placeOf(birth?.child?.birthPlace)),
      row(labels.nationality, nationalityOf(birth?.child)),
      ...((birth?.twinCount ?? 0) > 1
        ? [row(labels.birthOrder, twinOf(birth?.twinOrder ?? 0, birth?.twinCount ?? 0))]
        : []),
    ],
  },
  { title: sections.father, rows: parentRows(birth?.father, labels.name) },
  { title: sections.mother, rows: parentRows(birth?.mother, labels.name) },
];

const deathSections = (death: DeathContent): Section[] => [
  {
    title: sections.deceased,
    rows: [
      ...nameRows(death.deceased),
      row(labels.sex, sexOf(death.deceased)),
      row(labels.birthDate, dateOf(death.deceased?.birthDate ?? '')),
      row(labels.birthPlace, placeOf(death.deceased?.birthPlace)),
      row(labels.nationality, nationalityOf(death.deceased)),
      row(labels.nationalId, same(death.deceased?.nationalId ?? '')),
      row(labels.profession, text(death.deceased?.profession)),
      row(labels.residence, text(death.deceased?.residence)),
      row(labels.deathPlace, placeOf(death.place)),
      ...(death.spouse === undefined ? [] : [fullNameRow(labels.spouse, death.spouse)]),
    ],
  },
  {
    title: sections.parents,
    rows: [fullNameRow(labels.father, death.father), fullNameRow(labels.mother, death.mother)],
  },
];

function declarationRows({ content, officerName, officerCapacity, registeredAt }: Act): Row[] {
  const declarant: Declarant | undefined = content?.value.declarant;
  const judgment: LegalTitle | undefined = content?.value.judgment;
  return [
    fullNameRow(labels.declarant, declarant?.person),
    row(labels.quality, qualityOf(declarant?.quality ?? '')),
    row(labels.declaredOn, same(dateInDigits(content?.value.declaredOn ?? ''))),
    ...(judgment === undefined ? [] : [row(labels.judgment, judgmentWords(judgment))]),
    row(labels.officer, {
      ar: joined(officerName?.ar, officerCapacity?.ar, '، '),
      // A name that is known in Arabic only stands on its own side.
      fr: joined(officerName?.fr === officerName?.ar ? '' : officerName?.fr, officerCapacity?.fr, ', '),
    }),
    row(labels.registered, registeredAt === undefined ? undefined : dateInWords(dayOf(registeredAt))),
  ];
}

/** Legal time is known from 1970 on; days of older registers were taken over as days. */
const KNOWN = Date.UTC(1970, 0, 2);
const dayOf = (instant: Date): string =>
  instant.getTime() < KNOWN ? instant.toISOString().slice(0, 10) : localDateOf(instant, moroccoPublicCalendar);

const joined = (name = '', capacity = '', by: string): string =>
  [name, capacity].filter((part) => part !== '').join(by);

const judgmentWords = ({ number, date, authority }: LegalTitle): Both => ({
  ar: `رقم ${number} بتاريخ ${dateInDigits(date)}، ${authority}`,
  fr: `n° ${number} du ${dateInDigits(date)}, ${authority}`,
});

const certification = ({ number, year }: Act): Both => ({
  ar: `نشهد، نحن ضابط الحالة المدنية، بمطابقة هذه النسخة الكاملة للرسم رقم ${number} لسنة ${year} وللبيانات الهامشية السارية عليه إلى غاية تاريخه.`,
  fr: `Nous, officier de l’état civil, certifions la présente copie intégrale conforme à l’acte n° ${number} de l’année ${year} et aux mentions en vigueur à la date de ce jour.`,
});
