/** Everything a text may name, in words and in its language. An empty text is a fact that the message does not have. */
export interface Facts {
  readonly reference: string;
  /** Of a case that came from another cell: its reference there. */
  readonly oldReference: string;
  /** "your complaint", by kind of deposit. */
  readonly yourCase: string;
  /** "complaint", by kind of deposit. */
  readonly aCase: string;
  readonly name: string;
  readonly category: string;
  readonly commune: string;
  readonly organisation: string;
  readonly unit: string;
  readonly receivedAt: string;
  /** Last day of the legal delay, with its weekday; `dueShort` without. */
  readonly due: string;
  readonly dueShort: string;
  readonly dueExplanation: string;
  /** `yes` when the deposit was its own acknowledgement. */
  readonly electronic: string;
  /** What was written to the person: answer, question, reasons. */
  readonly text: string;
  readonly complementDue: string;
  readonly complementDueShort: string;
  readonly reason: string;
  readonly legalBasis: string;
  readonly missing: string;
  readonly body: string;
  readonly address: string;
  /** One-time code, and the local time until which it can be given. */
  readonly code: string;
  readonly codeUntil: string;
  /** `yes` when an observation or suggestion is retained. */
  readonly retained: string;
  readonly portal: string;
  /** Of an order of documents: money in words, and the number of registered mail. */
  readonly amount: string;
  readonly trackingNumber: string;
  readonly clock: string;
  readonly level: string;
  /** Days left until, or passed since, the end of a delay. */
  readonly days: number;
}

export const noFacts: Facts = {
  reference: '',
  oldReference: '',
  yourCase: '',
  aCase: '',
  name: '',
  category: '',
  commune: '',
  organisation: '',
  unit: '',
  receivedAt: '',
  due: '',
  dueShort: '',
  dueExplanation: '',
  electronic: 'no',
  text: '',
  complementDue: '',
  complementDueShort: '',
  reason: '',
  legalBasis: '',
  missing: '',
  body: '',
  address: '',
  code: '',
  codeUntil: '',
  retained: 'no',
  portal: '',
  amount: '',
  trackingNumber: '',
  clock: '',
  level: '',
  days: 0,
};

/** What texts may ask about with `select`: `hasDue` is `yes` when there is a `due`. */
export const flags = {
  hasDue: 'due',
  hasUnit: 'unit',
  hasText: 'text',
  hasName: 'name',
  hasLegalBasis: 'legalBasis',
  hasMissing: 'missing',
  hasAddress: 'address',
  hasCode: 'code',
  hasComplementDue: 'complementDue',
} as const satisfies Record<string, keyof Facts>;

/** Facts shown as a table, by the label beside them. */
export type Labelled =
  | 'reference'
  | 'category'
  | 'commune'
  | 'receivedAt'
  | 'due'
  | 'organisation'
  | 'unit'
  | 'clock'
  | 'level'
  | 'complementDue'
  | 'body'
  | 'address'
  | 'legalBasis'
  | 'reason'
  | 'amount'
  | 'trackingNumber';
