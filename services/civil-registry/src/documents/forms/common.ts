import type { Act, ActPerson, Mention } from '@jamaa/proto/civil_registry/v1/acts';
import { legible } from '@jamaa/typesetting';
import { type Both, dateInDigits } from '../words/dates.ts';
import { same } from './persons.ts';
import type { Form, Margin } from './view.ts';
import { labels, noMentions, sections } from './words.ts';

export const parentsOf = ({ content }: Act): { father: ActPerson | undefined; mother: ActPerson | undefined } => ({
  father: content?.value.father,
  mother: content?.value.mother,
});

/** Number and year of the act, its digital identifier. */
export const actIdentity = (act: Act, number: string): Form['identity'] => [
  { label: labels.actNumber, value: String(act.number) },
  { label: labels.year, value: String(act.year) },
  ...(act.idcs === '' ? [] : [{ label: labels.idcs, value: act.idcs }]),
  { label: labels.documentNumber, value: number },
];

const KINDS: Readonly<Record<string, Both>> = {
  marriage: { ar: 'زواج', fr: 'Mariage' },
  divorce: { ar: 'انحلال ميثاق الزوجية', fr: 'Dissolution du mariage' },
  death: { ar: 'وفاة', fr: 'Décès' },
  recognition: { ar: 'إقرار بالنسب', fr: 'Reconnaissance' },
  'change-of-name': { ar: 'تغيير الاسم', fr: 'Changement de nom' },
  'rectification-material': { ar: 'إصلاح خطأ مادي', fr: 'Rectification d’erreur matérielle' },
  'rectification-substantive': { ar: 'إصلاح جوهري', fr: 'Rectification de fond' },
  'authorised-spelling': { ar: 'الترخيص بكتابة الاسم', fr: 'Orthographe autorisée' },
  annulment: { ar: 'بطلان', fr: 'Annulation' },
};

/** What stands in the margin: the words of the mention, else its kind; the paper it rests on, and its day. */
function mentionWords({ kind, text, title, effectiveOn, number }: Mention): Both & { number: number } {
  const name = KINDS[kind] ?? same(kind);
  const paper = [title?.number ?? '', title?.authority ?? ''].filter((part) => part !== '').join(' - ');
  const day = dateInDigits(effectiveOn);
  return {
    number,
    ar: legible(`${text?.ar || name.ar}${paper === '' ? '' : ` (${paper})`}، بتاريخ ${day}.`),
    fr: legible(`${text?.fr || name.fr}${paper === '' ? '' : ` (${paper})`}, le ${day}.`),
  };
}

/** The mentions of an act as it stands on the day of the document. */
export const marginOf = (act: Act): Margin => ({
  title: sections.mentions,
  none: noMentions,
  entries: act.mentions.map(mentionWords),
});
