import { fromProtoEnum } from '@jamaa/kit';
import type { Complaint } from '@jamaa/proto/intake/v1/intake';
import type { LocalizedText } from '@jamaa/proto/platform/v1/platform';
import { kinds } from '@jamaa/proto/vocabulary';
import { dateInWords, lastDayOf, localDay, localTime } from '../domain/dates.ts';
import type { TextLanguage } from '../domain/language.ts';
import type { Facts } from './facts.ts';
import { languages } from './languages.ts';

/** Deposit on these is its own acknowledgement (Decree 2-17-265). */
const electronic: readonly string[] = ['CHANNEL_WEB', 'CHANNEL_MOBILE', 'CHANNEL_OPEN311'];

export const inLanguage = (text: LocalizedText | undefined, language: TextLanguage): string => text?.[language] ?? '';

/** The last day of a legal delay in words; empty where there is none. */
export const lastDayWords = (dueAt: Date | undefined, language: TextLanguage): Pick<Facts, 'due' | 'dueShort'> => {
  if (dueAt === undefined) return { due: '', dueShort: '' };
  const day = lastDayOf(dueAt);
  return { due: dateInWords(day, language), dueShort: dateInWords(day, language, 'short') };
};

/** What any text or receipt may say about a case. */
export function caseFacts(complaint: Complaint, language: TextLanguage): Partial<Facts> {
  const { words } = languages[language];
  const { snapshot } = complaint;
  if (snapshot === undefined) return {};
  const { your, a } = words.kinds[fromProtoEnum('COMPLAINT_KIND', snapshot.kind, kinds)];
  const { receivedAt } = snapshot;
  return {
    reference: snapshot.reference,
    oldReference: snapshot.handedOverFrom,
    yourCase: your,
    aCase: a,
    category: inLanguage(complaint.categoryName, language) || snapshot.category,
    commune: inLanguage(complaint.commune?.name, language),
    receivedAt:
      receivedAt === undefined
        ? ''
        : words.dateAndTime(dateInWords(localDay(receivedAt), language), localTime(receivedAt)),
    ...lastDayWords(snapshot.dueAt, language),
    dueExplanation: snapshot.dueAt === undefined ? '' : inLanguage(complaint.dueExplanation, language),
    electronic: electronic.includes(snapshot.channel) ? 'yes' : 'no',
  };
}
