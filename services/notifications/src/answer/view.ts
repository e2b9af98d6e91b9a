import type { Complaint } from '@jamaa/proto/intake/v1/intake';
import { legible } from '@jamaa/typesetting';
import { dateInWords, localDay } from '../domain/dates.ts';
import type { TextLanguage } from '../domain/language.ts';
import { courtDelayAt } from '../domain/remedies.ts';
import { dateParts, type ReceiptView } from '../receipt/view.ts';
import { receiptWords } from '../receipt/words.ts';
import { caseFacts } from '../texts/case-facts.ts';
import { noFacts } from '../texts/facts.ts';
import { formatText } from '../texts/format.ts';
import { languages } from '../texts/languages.ts';
import { type AnswerWords, answerWords } from './words.ts';

export interface AnswerInput {
  readonly complaint: Complaint;
  /** Empty where nobody may see it. */
  readonly name: string;
  readonly language: TextLanguage;
  /** Name of the body that answers. */
  readonly letterhead: string;
  readonly portal: string;
}

/** Whether a case has something to draw: an answer or a refusal that was given. */
export const isAnswered = ({ answer, refusal, signature }: Complaint): boolean =>
  signature !== undefined && (answer !== '' || refusal !== undefined);

/**
 * The number of an answer (our rule): the case's reference and the version of the step that gave it. It is never given twice; a
 * register of outgoing mail without gaps is another thing.
 */
export function answerNumber({ snapshot, timeline }: Complaint): string {
  const step = timeline.findLast(({ event }) => event === 'answered' || event === 'refused');
  return `${snapshot?.reference ?? ''}/${step?.version ?? snapshot?.version ?? 0}`;
}

/**
 * What an answer or refusal says: letterhead, number, date, the text, for a refusal its reason in words and legal basis, the
 * remedies of a réclamation, and the capacity it was signed in (Decree 2-17-265).
 */
export function answerView({ complaint, name, language, letterhead, portal }: AnswerInput): ReceiptView {
  const { words, direction } = languages[language];
  const fixed = answerWords[language];
  const facts = { ...noFacts, ...caseFacts(complaint, language), portal, name };
  const say = (text: string): string => formatText(text, facts, language);
  const { refusal } = complaint;
  const signedAt = complaint.signature?.signedAt ?? complaint.updatedAt ?? new Date(0);
  const rows = [
    { label: receiptWords[language].depositor, value: legible(name) },
    { label: words.labels.reference, value: facts.reference },
    { label: words.labels.category, value: facts.category },
    { label: words.labels.commune, value: facts.commune },
    { label: fixed.receivedAt, value: facts.receivedAt },
    { label: fixed.date, value: dateInWords(localDay(signedAt), language) },
    { label: fixed.signatureTitle, value: signatory(complaint, fixed, language) },
  ];
  const decided =
    refusal === undefined
      ? [{ title: fixed.decision, lines: paragraphs(complaint.answer) }]
      : [
          {
            title: fixed.reasons,
            lines: [words.refusals[refusal.reasonCode] ?? refusal.reasonCode, ...paragraphs(refusal.text)],
          },
          { title: fixed.legalBasis, lines: paragraphs(refusal.legalBasis) },
          { title: fixed.missing, lines: refusal.missingFields.map(legible) },
        ];
  const { days, law } = courtDelayAt(signedAt);
  const remedies = { title: fixed.remediesTitle, lines: [fixed.mediator, fixed.court(days, law)] };
  const reclamation = complaint.snapshot?.kind === 'COMPLAINT_KIND_RECLAMATION';
  return {
    language,
    direction,
    kingdom: words.kingdom,
    ministry: fixed.ministry,
    letterhead,
    title: say(refusal === undefined ? fixed.answerTitle : fixed.refusalTitle),
    referenceLabel: fixed.number,
    reference: answerNumber(complaint),
    intro: say(refusal === undefined ? fixed.answerIntro : fixed.refusalIntro),
    rows: rows.filter(({ value }) => value !== ''),
    sections: [...decided, ...(reclamation ? [remedies] : [])]
      .filter(({ lines }) => lines.length > 0)
      .map((section) => ({ ...section, breakable: true })),
    footer: fixed.footer,
    platform: words.platform,
    portal,
    trackingLabel: '',
    tracking: '',
    paper: 'a4',
    date: dateParts(signedAt),
  };
}

const paragraphs = (text: string): string[] =>
  text
    .split(/\n+/)
    .map(legible)
    .filter((line) => line !== '');

/** The capacity in words, with the decision behind a delegation or an interim. */
function signatory({ signature }: Complaint, fixed: AnswerWords, language: TextLanguage): string {
  if (signature === undefined) return '';
  const capacity = fixed.capacities[signature.capacity] ?? signature.capacity;
  if (signature.decisionNumber === '') return capacity;
  const date = dateInWords(localDay(new Date(`${signature.decisionDate}T12:00:00Z`)), language, 'short');
  return `${capacity} (${fixed.byDecision(legible(signature.decisionNumber), date)})`;
}
