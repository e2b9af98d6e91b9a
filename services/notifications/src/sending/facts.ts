import type { Organisation } from '@jamaa/proto/directory/v1/directory';
import { dateInWords, daysBetween, lastDayOf, localDay, localTime } from '../domain/dates.ts';
import type { TextLanguage } from '../domain/language.ts';
import type { MessageRow } from '../store/messages.ts';
import { caseFacts, inLanguage, lastDayWords } from '../texts/case-facts.ts';
import { type Facts, noFacts } from '../texts/facts.ts';
import { languages } from '../texts/languages.ts';
import type { Words } from '../texts/texts.ts';
import type { Contact } from './contact.ts';
import { organisationName } from './names.ts';

export interface Surroundings {
  readonly language: TextLanguage;
  readonly portal: string;
  /** Business time. */
  readonly now: Date;
  /** The responsible organisation, or that of the clock. */
  readonly organisation: Organisation | undefined;
  /** The body a person is redirected to. */
  readonly body: Organisation | undefined;
}

/** Everything a message may say, from its row, the contact just asked for and the names of organisations. */
export function factsOf(row: MessageRow, contact: Contact, around: Surroundings): Facts {
  const { language, organisation, now } = around;
  const { words } = languages[language];
  const { particulars } = row;
  const common = {
    ...noFacts,
    reference: particulars.reference,
    portal: around.portal,
    amount: particulars.amount === undefined ? '' : words.money((particulars.amount / 100).toFixed(2)),
    trackingNumber: particulars.trackingNumber ?? '',
    name: contact.name,
    organisation: organisationName(organisation, language) || words.someBody,
    unit: inLanguage(organisation?.units.find((unit) => unit.code === particulars.unit)?.name, language),
  };
  if (contact.complaint === undefined) {
    const { clock = '', level = '', dueAt } = particulars;
    return {
      ...common,
      ...lastDayWords(dueAt, language),
      clock: words.clocks[clock] ?? clock,
      level: words.levels[level] ?? level,
      days: dueAt === undefined ? 0 : Math.abs(daysBetween(localDay(now), lastDayOf(dueAt))),
    };
  }
  return {
    ...common,
    ...caseFacts(contact.complaint, language),
    ...stepFacts(row, contact, around, words),
    ...codeFacts(row, contact),
  };
}

/** What was decided in the step that the message is about. */
function stepFacts(row: MessageRow, contact: Contact, around: Surroundings, words: Words): Partial<Facts> {
  const { language, body } = around;
  const { particulars } = row;
  const { refusal, redirectedTo = '' } = contact.complaint ?? {};
  const complement = dayWords(particulars.complementDueAt, language);
  return {
    text: contact.text,
    complementDue: complement.due,
    complementDueShort: complement.dueShort,
    reason: words.refusals[particulars.reasonCode ?? ''] ?? particulars.reasonCode ?? '',
    legalBasis: refusal?.legalBasis ?? '',
    missing: (refusal?.missingFields ?? []).join(words.listSeparator),
    body: organisationName(body, language) || redirectedTo || words.someBody,
    address: inLanguage(body?.address, language),
    retained: contact.complaint?.disposition?.retained === true ? 'yes' : 'no',
  };
}

/** The one-time code of the way this copy goes by. */
function codeFacts(row: MessageRow, { codes }: Contact): Pick<Facts, 'code' | 'codeUntil'> {
  const found = codes.find(({ way }) => way === row.channel);
  if (found?.expiresAt === undefined) return { code: '', codeUntil: '' };
  return { code: found.code, codeUntil: localTime(found.expiresAt) };
}

/** A complement is due by an instant, not by the end of a counted delay: its day is the day it falls on. */
const dayWords = (dueAt: Date | undefined, language: TextLanguage): Pick<Facts, 'due' | 'dueShort'> => {
  if (dueAt === undefined) return { due: '', dueShort: '' };
  const day = localDay(new Date(dueAt.getTime() - 1));
  return { due: dateInWords(day, language), dueShort: dateInWords(day, language, 'short') };
};
