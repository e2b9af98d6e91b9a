import type { Organisation } from '@jamaa/proto/directory/v1/directory';
import type { Complaint } from '@jamaa/proto/intake/v1/intake';
import type { TextLanguage } from '../domain/language.ts';
import { inLanguage } from '../texts/case-facts.ts';
import { languages } from '../texts/languages.ts';

/** What letterheads put before the bare name of a place. */
const titles: Readonly<Record<string, Readonly<Record<TextLanguage, string>>>> = {
  commune: { ar: 'جماعة', fr: 'Commune de' },
  region: { ar: 'جهة', fr: 'Région' },
};

/** Full name of an organisation: `جماعة فاس`, whether the directory keeps it with its title or without. */
export function organisationName(organisation: Organisation | undefined, language: TextLanguage): string {
  const name = inLanguage(organisation?.name, language);
  const title = titles[organisation?.kind ?? '']?.[language];
  if (title === undefined || name === '') return name;
  const bare = title.split(' ')[0] ?? title;
  return name.toLowerCase().startsWith(bare.toLowerCase()) ? name : `${title} ${name}`;
}

/** The CT in whose name a case is written about: the addressee, else the commune where it happened. */
export const letterheadId = ({ snapshot }: Complaint): string => {
  if (snapshot === undefined || snapshot.confidential) return '';
  return snapshot.addressee || `commune:${snapshot.communeCode}`;
};

/**
 * Name at the head of what is written about a case. A confidential case bypasses the CT: its name does not stand there.
 */
export function letterhead(
  complaint: Complaint,
  organisation: Organisation | undefined,
  language: TextLanguage,
): string {
  if (complaint.snapshot?.confidential) return languages[language].words.platform;
  const place = inLanguage(complaint.commune?.name, language);
  return (
    organisationName(organisation, language) ||
    (place === '' ? languages[language].words.platform : `${titles['commune']?.[language]} ${place}`)
  );
}

/** Name at the head of an answer: the body that gives it. A confidential case names none. */
export const answerLetterhead = (
  { snapshot }: Complaint,
  organisation: Organisation | undefined,
  language: TextLanguage,
): string =>
  (snapshot?.confidential === true ? '' : organisationName(organisation, language)) ||
  languages[language].words.platform;
