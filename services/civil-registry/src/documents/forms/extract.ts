import type { Act, BirthContent, DeathContent } from '@jamaa/proto/civil_registry/v1/acts';
import type { Both } from '../words/dates.ts';
import { actIdentity, marginOf } from './common.ts';
import { dateOf, fullNameRow, nameRows, nationalityOf, placeOf, row, same, sexOf } from './persons.ts';
import type { Form, Section } from './view.ts';
import { labels, sections, titles } from './words.ts';

/** Extract of an act (نسخة موجزة): who, where, when, of whom, and the mentions in force on its day. */
export function extractForm(act: Act, number: string): Form {
  const kind = act.content?.$case ?? 'birth';
  return {
    title: titles.extract[kind],
    opening: null,
    identity: actIdentity(act, number),
    sections: act.content?.$case === 'death' ? deathSections(act.content.value) : birthSections(act.content?.value),
    lists: [],
    margin: marginOf(act),
    certification: certification(act),
  };
}

const birthSections = (birth: BirthContent | undefined): Section[] => [
  {
    title: sections.person,
    rows: [
      ...nameRows(birth?.child),
      row(labels.sex, sexOf(birth?.child)),
      row(labels.birthDate, dateOf(birth?.child?.birthDate ?? '')),
      row(labels.birthPlace, placeOf(birth?.child?.birthPlace)),
      row(labels.nationality, nationalityOf(birth?.child)),
    ],
  },
  {
    title: sections.parents,
    rows: [fullNameRow(labels.father, birth?.father), fullNameRow(labels.mother, birth?.mother)],
  },
];

const deathSections = (death: DeathContent): Section[] => [
  {
    title: sections.deceased,
    rows: [
      ...nameRows(death.deceased),
      row(labels.sex, sexOf(death.deceased)),
      row(labels.birthDate, dateOf(death.deceased?.birthDate ?? '')),
      row(labels.birthPlace, placeOf(death.deceased?.birthPlace)),
      row(labels.nationalId, same(death.deceased?.nationalId ?? '')),
      row(labels.deathDate, dateOf(death.date)),
      row(labels.deathPlace, placeOf(death.place)),
    ],
  },
  {
    title: sections.parents,
    rows: [fullNameRow(labels.father, death.father), fullNameRow(labels.mother, death.mother)],
  },
];

function certification({ content, number, year }: Act): Both {
  const birth = content?.$case !== 'death';
  return {
    ar: `نشهد، نحن ضابط الحالة المدنية، بمطابقة هذه النسخة الموجزة لما هو مضمن ${birth ? 'برسم الولادة' : 'برسم الوفاة'} رقم ${number} لسنة ${year} إلى غاية تاريخه.`,
    fr: `Nous, officier de l’état civil, certifions le présent extrait conforme à l’acte de ${birth ? 'naissance' : 'décès'} n° ${number} de l’année ${year}, à la date de ce jour.`,
  };
}
