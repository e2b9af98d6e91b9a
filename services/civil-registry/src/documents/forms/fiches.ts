import type { Act } from '@jamaa/proto/civil_registry/v1/acts';
import { personOf } from '../../domain/identities.ts';
import { type Both, dateInDigits, dateInWords } from '../words/dates.ts';
import { actIdentity, marginOf } from './common.ts';
import {
  dateOf,
  fullName,
  fullNameRow,
  isFemale,
  nameRows,
  nationalityOf,
  placeOf,
  row,
  same,
  sexOf,
} from './persons.ts';
import type { Form, List, Section } from './view.ts';
import { labels, sections, titles } from './words.ts';

/** Spouses and children of a family as their own acts tell of them, each as it stands on the day of the document. */
export interface Family {
  readonly spouses: readonly Act[];
  readonly children: readonly Act[];
}

export function personSection(act: Act, title: Both | null): Section {
  const person = personOf(act);
  return {
    title,
    rows: [
      ...nameRows(person),
      row(labels.sex, sexOf(person)),
      row(labels.birthDate, dateOf(person?.birthDate ?? '')),
      row(labels.birthPlace, placeOf(person?.birthPlace)),
      row(labels.nationality, nationalityOf(person)),
      fullNameRow(labels.father, act.content?.value.father),
      fullNameRow(labels.mother, act.content?.value.mother),
    ],
  };
}

/** Fiche individuelle: one person, with the mentions in force. */
export const individualForm = (act: Act, number: string): Form => ({
  title: titles['fiche-individuelle'].birth,
  opening: null,
  identity: actIdentity(act, number),
  sections: [personSection(act, sections.person)],
  lists: [],
  margin: marginOf(act),
  certification: {
    ar: `نشهد، نحن ضابط الحالة المدنية، بأن البيانات أعلاه مطابقة لرسم الولادة رقم ${act.number} لسنة ${act.year} إلى غاية تاريخه.`,
    fr: `Nous, officier de l’état civil, certifions les indications ci-dessus conformes à l’acte de naissance n° ${act.number} de l’année ${act.year}, à la date de ce jour.`,
  },
});

/** Fiche familiale: the head of the family, spouses, children. */
export const familyForm = (act: Act, family: Family, number: string): Form => ({
  title: titles['fiche-familiale'].birth,
  opening: null,
  identity: actIdentity(act, number),
  sections: [personSection(act, sections.head)],
  lists: [personList(sections.spouses, family.spouses), personList(sections.children, family.children)].filter(
    ({ rows }) => rows.length > 0,
  ),
  margin: null,
  certification: {
    ar: 'نشهد، نحن ضابط الحالة المدنية، بأن البيانات أعلاه مطابقة لرسوم الولادة المشار إليها إلى غاية تاريخه.',
    fr: 'Nous, officier de l’état civil, certifions les indications ci-dessus conformes aux actes de naissance cités, à la date de ce jour.',
  },
});

/** Life certificate: the person was seen alive by the bureau on a day. */
export function lifeForm(act: Act, seenOn: string, number: string): Form {
  const person = personOf(act);
  const [name, day] = [fullName(person), dateInWords(seenOn)];
  const female = isFemale(person);
  return {
    title: titles['life-certificate'].birth,
    opening: {
      ar: `نشهد، نحن ضابط الحالة المدنية، بأن ${female ? 'السيدة' : 'السيد'} ${name.ar} ${female ? 'حضرت' : 'حضر'} شخصيا أمامنا ${day.ar} و${female ? 'أنها' : 'أنه'} على قيد الحياة.`,
      fr: `Nous, officier de l’état civil, certifions que ${female ? 'Mme' : 'M.'} ${name.fr || name.ar} s’est ${female ? 'présentée' : 'présenté'} devant nous ${day.fr} et qu’${female ? 'elle' : 'il'} est en vie.`,
    },
    identity: actIdentity(act, number),
    sections: [personSection(act, sections.person), { title: null, rows: [row(labels.seenOn, dateOf(seenOn))] }],
    lists: [],
    margin: null,
    certification: {
      ar: 'سلمت هذه الشهادة للمعني(ة) بالأمر قصد الإدلاء بها عند الحاجة.',
      fr: 'Le présent certificat est délivré à l’intéressé(e) pour servir et valoir ce que de droit.',
    },
  };
}

/** One line for each person: name, birth, place, act. */
function personList(title: Both, acts: readonly Act[]): List {
  return {
    title,
    heads: [labels.name, labels.birthDate, labels.birthPlace, labels.act],
    widths: [3.4, 1.5, 2.6, 1.3],
    rows: acts.map((act) => {
      const person = personOf(act);
      const birth = dateInDigits(person?.birthDate ?? '');
      return [
        fullName(person),
        { ar: '', fr: birth },
        placeOf(person?.birthPlace),
        { ar: '', fr: same(`${act.number}/${act.year}`).fr },
      ];
    }),
  };
}
