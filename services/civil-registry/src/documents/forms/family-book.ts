import type { Act } from '@jamaa/proto/civil_registry/v1/acts';
import type { Both } from '../words/dates.ts';
import { actIdentity, marginOf } from './common.ts';
import { type Family, personSection } from './fiches.ts';
import { row, same } from './persons.ts';
import type { Form, Margin, Section } from './view.ts';
import { labels, sections, titles } from './words.ts';

/** A page of the book: a person and what stands in the margin of their act. */
export interface BookPage {
  readonly title: Both;
  readonly section: Section;
  readonly margin: Margin;
}

const CHILD: Both = { ar: 'الابن(ة)', fr: 'Enfant' };

/** Family book (الدفتر العائلي): a page for each person, with the mentions in force on the day it is issued. */
export function familyBookForm(
  act: Act,
  family: Family,
  number: string,
): Form & { readonly pages: readonly BookPage[] } {
  const page = (title: Both, one: Act): BookPage => {
    const section = personSection(one, null);
    const identity = row(labels.act, same(`${one.number}/${one.year}`));
    return { title, section: { ...section, rows: [...section.rows, identity] }, margin: marginOf(one) };
  };
  return {
    title: titles['family-book'].birth,
    opening: null,
    identity: actIdentity(act, number),
    sections: [],
    lists: [],
    margin: null,
    certification: {
      ar: 'نشهد، نحن ضابط الحالة المدنية، بمطابقة صفحات هذا الدفتر لرسوم الولادة المشار إليها إلى غاية تاريخه.',
      fr: 'Nous, officier de l’état civil, certifions les pages de ce livret conformes aux actes de naissance cités, à la date de ce jour.',
    },
    pages: [
      page(sections.head, act),
      ...family.spouses.map((one) => page(labels.spouse, one)),
      ...family.children.map((one, index) => page(numbered(CHILD, index + 1), one)),
    ],
  };
}

const numbered = (title: Both, number: number): Both => ({ ar: `${title.ar} ${number}`, fr: `${title.fr} ${number}` });
