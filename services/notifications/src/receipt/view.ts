import type { Complaint } from '@jamaa/proto/intake/v1/intake';
import { legible } from '@jamaa/typesetting';
import type { TextLanguage } from '../domain/language.ts';
import { caseFacts } from '../texts/case-facts.ts';
import { noFacts } from '../texts/facts.ts';
import { formatText } from '../texts/format.ts';
import { languages } from '../texts/languages.ts';
import { receiptWords } from './words.ts';

export interface ReceiptInput {
  readonly complaint: Complaint;
  /** Empty where nobody may see it. */
  readonly name: string;
  readonly language: TextLanguage;
  /** Name of the CT. */
  readonly letterhead: string;
  readonly portal: string;
  /** Told once, at the deposit: printed for the person at the desk, left out of what is sent. */
  readonly trackingCode?: string;
  readonly paper?: Paper;
}

/** Sheets that desks print on; 80 mm is the roll of a till printer. */
export const papers = ['a4', 'a5', '80mm'] as const;
export type Paper = (typeof papers)[number];

interface Row {
  readonly label: string;
  readonly value: string;
}

interface Section {
  readonly title: string;
  readonly lines: readonly string[];
  /** Whether it may go on on another page. */
  readonly breakable: boolean;
}

/** A receipt or an answer as the page shows it: words only, laid out by receipt.typ. */
export interface ReceiptView {
  readonly language: TextLanguage;
  readonly direction: 'rtl' | 'ltr';
  readonly kingdom: string;
  readonly ministry: string;
  readonly letterhead: string;
  readonly title: string;
  readonly referenceLabel: string;
  readonly reference: string;
  /** Empty where the code is not printed. */
  readonly trackingLabel: string;
  readonly tracking: string;
  readonly paper: Paper;
  readonly intro: string;
  readonly rows: readonly Row[];
  readonly sections: readonly Section[];
  readonly footer: string;
  readonly platform: string;
  readonly portal: string;
  /** Date of the document, `[year, month, day]`. */
  readonly date: readonly number[];
}

/** What a receipt says: reference, subject, place, receipt, the legal delay and how it was counted, how to follow the case. */
export function receiptView(input: ReceiptInput): ReceiptView {
  const { complaint, name, language, letterhead, portal, trackingCode = '', paper = 'a4' } = input;
  const { words, direction } = languages[language];
  const fixed = receiptWords[language];
  const facts = { ...noFacts, ...caseFacts(complaint, language), portal, name };
  const say = (text: string): string => formatText(text, facts, language);
  const rows = [
    { label: fixed.depositor, value: legible(name) },
    { label: fixed.representative, value: legible(complaint.representative?.name ?? '') },
    { label: fixed.kind, value: facts.aCase },
    { label: fixed.paperNumber, value: legible(complaint.paperNumber) },
    { label: words.labels.category, value: facts.category },
    { label: words.labels.commune, value: facts.commune },
    { label: words.labels.receivedAt, value: facts.receivedAt },
    { label: words.labels.due, value: facts.due },
  ];
  const hasDue = facts.due !== '';
  return {
    language,
    direction,
    kingdom: words.kingdom,
    ministry: fixed.ministry,
    letterhead,
    title: say(fixed.title),
    referenceLabel: fixed.page,
    reference: facts.reference,
    trackingLabel: trackingCode === '' ? '' : fixed.tracking,
    tracking: trackingCode,
    paper,
    intro: say(fixed.intro),
    rows: rows.filter(({ value }) => value !== ''),
    sections: [
      { title: fixed.deadlineTitle, lines: hasDue ? [say(fixed.deadline), facts.dueExplanation] : [fixed.noDeadline] },
      { title: fixed.acknowledgementTitle, lines: [facts.electronic === 'yes' ? fixed.electronic : fixed.onPaper] },
      {
        title: fixed.followUpTitle,
        lines: [
          say(trackingCode === '' ? fixed.followUp : fixed.followUpWithCode),
          ...(hasDue ? [fixed.remedies] : []),
        ],
      },
    ].map(({ title, lines }) => ({ title, lines: lines.filter((line) => line !== ''), breakable: false })),
    footer: fixed.footer,
    platform: words.platform,
    portal,
    date: dateParts(complaint.snapshot?.receivedAt ?? new Date(0)),
  };
}

/** A date as the page takes it. */
export const dateParts = (at: Date): number[] => [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
