import type { CaseFacts } from './clock.ts';

/** What can happen to a complaint, as intake tells it. */
export const factTypes = [
  'submitted',
  'acknowledged',
  'assigned',
  'qualificationRequired',
  'reclassified',
  'taken',
  'released',
  'complementAsked',
  'complementReceived',
  'answerProposed',
  'answerReturned',
  'answered',
  'refused',
  'transferred',
  'redirected',
  'rated',
  'reopened',
  'closed',
  'withdrawn',
  'merged',
  'unmerged',
  'dueMoved',
] as const;
export type FactType = (typeof factTypes)[number];

export const complaintStates = [
  'received',
  'qualification',
  'assigned',
  'in-progress',
  'awaiting-complement',
  'answer-proposed',
  'answered',
  'refused',
  'redirected',
  'closed',
  'withdrawn',
  'merged',
] as const;
export type ComplaintState = (typeof complaintStates)[number];

const openStates: ReadonlySet<ComplaintState> = new Set(complaintStates.slice(0, 6));

/** Whether an answer is still owed in this state. */
export const answerIsOwed = (state: ComplaintState): boolean => openStates.has(state);

/** The complaint after the fact. */
export interface ComplaintPicture extends CaseFacts {
  readonly id: string;
  readonly reference: string;
  readonly version: number;
  readonly state: ComplaintState;
  readonly kind: 'reclamation' | 'observation' | 'suggestion';
  readonly receivedAt: Date;
  readonly acknowledgedAt?: Date | undefined;
  readonly reopenings: number;
  /** The legal due date that the complainant was told. */
  readonly dueAt?: Date | undefined;
  /** The fact tells what another register had before: it is counted, and told to nobody. */
  readonly imported?: boolean | undefined;
}

/** A fact, its business time, and the complaint after it. */
export interface Fact {
  readonly type: FactType;
  readonly at: Date;
  readonly complaint: ComplaintPicture;
  /** Why a case was closed, as intake names it. */
  readonly reason?: string | undefined;
}
