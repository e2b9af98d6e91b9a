import type { Kind, State } from '@jamaa/proto/vocabulary';
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
  'handedOver',
] as const;
export type FactType = (typeof factTypes)[number];

const openStates: ReadonlySet<State> = new Set([
  'received',
  'qualification',
  'assigned',
  'in-progress',
  'awaiting-complement',
  'answer-proposed',
]);

/** Whether an answer is still owed in this state. */
export const answerIsOwed = (state: State): boolean => openStates.has(state);

/** The complaint after the fact. */
export interface ComplaintPicture extends CaseFacts {
  readonly id: string;
  readonly reference: string;
  readonly version: number;
  readonly state: State;
  readonly kind: Kind;
  readonly receivedAt: Date;
  readonly acknowledgedAt?: Date | undefined;
  readonly reopenings: number;
  /** The legal due date that the complainant was told. */
  readonly dueAt?: Date | undefined;
  /** It began in another register or another cell: what was due there before is told to nobody again. */
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
