import type { Destination, HandOver, HandOverEvent } from './hand-over.ts';
import type { Channel, Kind, Language, RefusalCode, State } from './vocabulary.ts';

export interface Refusal {
  readonly reasonCode: RefusalCode;
  readonly legalBasis: string;
  readonly text: string;
  readonly missingFields: readonly string[];
}

/** A file that a case takes, and the proof that whoever brought it held the token of its upload. */
export interface AttachedFile {
  readonly id: string;
  readonly proof: string;
}

/** How it was deposited (Decree 2-17-265). */
export interface DepositForm {
  readonly form: 'written' | 'oral' | 'audio' | 'video';
  readonly manner: 'individual' | 'collective';
  /** Of a collective deposit; 1 otherwise. */
  readonly signatories: number;
  /** An oral deposit was read back, and the person confirmed it. */
  readonly readBack: boolean;
}

/** In which capacity an answer or refusal was signed, by which decision; never by whom. */
export interface Signature {
  readonly capacity:
    | 'president'
    | 'director-of-services'
    | 'delegate'
    | 'interim-president'
    | 'interim-director'
    | 'head'
    | 'handler';
  /** Of the arrêté or decision of a delegation or an interim. */
  readonly decisionNumber?: string | undefined;
  /** Local day, YYYY-MM-DD. */
  readonly decisionDate?: string | undefined;
  readonly at: Date;
}

/** What supervision demanded of a body, and what became of it. */
export interface Explanation {
  /** Body that must explain, whoever has the case later. */
  readonly organisation: string;
  /** Subject of who demanded it, and the body they act for. */
  readonly by: string;
  readonly byOrganisation: string;
  readonly question: string;
  readonly askedAt: Date;
  readonly dueAt: Date;
  readonly answer?: string | undefined;
  readonly answeredAt?: Date | undefined;
  /** When it was found not to have come by its date. */
  readonly overdueAt?: Date | undefined;
}

/** The case as the decider sees it: no personal data, no technical fields. */
export interface Complaint {
  readonly id: string;
  readonly reference: string;
  readonly state: State;
  readonly kind: Kind;
  readonly category: string;
  readonly communeCode: string;
  readonly organisation: string;
  readonly unit: string;
  readonly handler: string;
  readonly channel: Channel;
  readonly language: Language;
  readonly confidential: boolean;
  readonly urgent: boolean;
  readonly addressee: string;
  /** Whether the complainant left a phone or an e-mail. */
  readonly reachable: boolean;
  readonly receivedAt: Date;
  readonly acknowledgedAt?: Date | undefined;
  /** End of the legal delay; absent for observations and suggestions. */
  readonly dueAt?: Date | undefined;
  /** Why it ends when it does, in words. */
  readonly dueExplanation?: { readonly ar: string; readonly fr: string } | undefined;
  readonly reopenings: number;
  /** `by`: subject of who proposed it. */
  readonly proposal?:
    | { readonly text: string; readonly refusal?: Refusal | undefined; readonly by: string }
    | undefined;
  /** What the validator sent back last, and why; until a new proposal. */
  readonly returned?: { readonly remark: string; readonly answer: string } | undefined;
  readonly signature?: Signature | undefined;
  readonly explanations?: readonly Explanation[] | undefined;
  /** Body that a supervisor named as the competent one. */
  readonly designated?: string | undefined;
  /** Number that a paper was registered under at the desk. */
  readonly paperNumber?: string | undefined;
  readonly answer?: string | undefined;
  readonly answeredAt?: Date | undefined;
  readonly refusal?: Refusal | undefined;
  readonly complement?: { readonly question: string; readonly dueAt: Date } | undefined;
  readonly score?: number | undefined;
  readonly mergedInto?: string | undefined;
  readonly stateBeforeMerge?: State | undefined;
  /** Other cases are, or were, merged into it: what concludes it is told to them. */
  readonly led?: true | undefined;
  /** Of a merged case the conclusion of its lead that it was told last: `<id of the lead>@<version>`. */
  readonly concludedBy?: string | undefined;
  readonly redirect?: { readonly body: string; readonly address: string } | undefined;
  readonly rule?: { readonly id: string; readonly version: number } | undefined;
  /** When the person was erased. */
  readonly anonymisedAt?: Date | undefined;
  /** Ids of its files; absent without any. */
  readonly attachments?: readonly string[] | undefined;
  /** What became of an observation or a suggestion. */
  readonly disposition?: { readonly retained: boolean; readonly text: string } | undefined;
  /** When it was taken over from another register. */
  readonly importedAt?: Date | undefined;
  /** Of a case that was over before it was taken over: when it ended. */
  readonly endedAt?: Date | undefined;
  /** Deposited on the national portal, which tells the complainant itself. */
  readonly toldByPortal?: boolean | undefined;
  /** Handled inside a training body; counted, shown and told nowhere else. */
  readonly training?: boolean | undefined;
  readonly handOver?: HandOver | undefined;
  /** The cell that has it now, and its reference there. */
  readonly handedOver?: { readonly id: string; readonly region: string; readonly reference: string } | undefined;
  /** The cell that it came from, and its reference there. */
  readonly handedOverFrom?: { readonly id: string; readonly cell: string; readonly reference: string } | undefined;
}

export interface CommandArguments {
  readonly text?: string | undefined;
  readonly organisation?: string | undefined;
  readonly unit?: string | undefined;
  readonly person?: string | undefined;
  readonly category?: string | undefined;
  readonly commune?: string | undefined;
  readonly reasonCode?: RefusalCode | undefined;
  readonly legalBasis?: string | undefined;
  readonly missingFields?: readonly string[] | undefined;
  readonly score?: number | undefined;
  readonly into?: string | undefined;
  readonly days?: number | undefined;
  readonly paperNumber?: string | undefined;
  readonly body?: string | undefined;
  readonly address?: string | undefined;
  readonly attachments?: readonly AttachedFile[] | undefined;
  readonly until?: string | undefined;
  readonly retained?: boolean | undefined;
}

/** What routing found out about a case. */
export interface RoutingVerdict {
  readonly outcome: 'assigned' | 'qualification';
  readonly organisation: string;
  readonly unit: string;
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly reason: string;
}

/** Everything about the world that a decision depends on, gathered before deciding. */
export interface Circumstances {
  readonly now: Date;
  /** Subject of who acts; empty for routing and time. */
  readonly actor: string;
  /** Whether an answer of the handling organisation must be validated. */
  readonly validationRequired: boolean;
  /** Local copy's knowledge of the target named in the arguments. */
  readonly target?:
    | { readonly onPlatform: boolean; readonly units: readonly string[]; readonly takesComplaints: boolean }
    | undefined;
  /** For redirect: what is known of the body named in the arguments. */
  readonly body?: { readonly onPlatform: boolean } | undefined;
  /** Whether the person named in the arguments is a member of the unit named there. */
  readonly personInUnit?: boolean | undefined;
  /** For merge: the case it goes into, where the caller may see it. */
  readonly into?: Complaint | undefined;
  /** Of a merged case: the one that leads it, at the end of the chain. */
  readonly lead?: Complaint | undefined;
  readonly verdict?: RoutingVerdict | undefined;
  /** For anonymise: the retention rule or the reason of a request. */
  readonly rule?: string | undefined;
  /** Whether one person may propose and approve: communes of the small profile. */
  readonly mayApproveOwn?: boolean | undefined;
  /** Capacity in which the actor would sign now. */
  readonly signature?: Omit<Signature, 'at'> | undefined;
  /** For acts of supervision and what answers them. */
  readonly supervision?: Supervising | undefined;
  /** For handing over, and calling that off. */
  readonly destination?: Destination | undefined;
  /** Dated configuration in force now. */
  readonly policy: Policy;
}

/** What an act of supervision depends on. */
export interface Supervising {
  /** Body for which the actor supervises; `undefined` when the handling body is outside their territory. */
  readonly as?: string | undefined;
  /** Bodies that have had the case, in order, each once. */
  readonly bodies: readonly string[];
  /** Whether the body named in the arguments had the case or lies in the actor's territory. */
  readonly reachesTarget: boolean;
  /** Bodies whose explanation the actor may give. */
  readonly explains: readonly string[];
  /** Accounts to be told. */
  readonly accounts: readonly string[];
}

/** Dated configuration of the complaint's life; see policy.ts. */
export interface Policy {
  readonly complementDays: number;
  readonly closeAfterDays: number;
  readonly reopenWithinDays: number;
  readonly reopenings: number;
  /** Files of one case, and bytes of all of them together. */
  readonly attachments: number;
  readonly attachmentBytes: number;
}

export type ComplaintEvent =
  | { readonly type: 'acknowledged'; readonly paperNumber?: string | undefined }
  | {
      readonly type: 'assigned';
      readonly organisation: string;
      readonly unit: string;
      readonly person: string;
      readonly category: string;
      readonly communeCode: string;
      readonly rule?: { readonly id: string; readonly version: number } | undefined;
      readonly note?: string | undefined;
    }
  | { readonly type: 'reclassified'; readonly category: string; readonly communeCode: string }
  | {
      readonly type: 'qualificationRequired';
      readonly organisation: string;
      readonly unit: string;
      readonly reason: string;
    }
  | { readonly type: 'taken'; readonly handler: string }
  | { readonly type: 'released'; readonly note?: string | undefined }
  | { readonly type: 'complementAsked'; readonly question: string; readonly dueAt: Date }
  | {
      readonly type: 'complementReceived';
      readonly text: string;
      readonly attachments?: readonly AttachedFile[] | undefined;
    }
  | { readonly type: 'attachmentsAdded'; readonly attachments: readonly AttachedFile[] }
  | {
      readonly type: 'answerProposed';
      readonly text: string;
      readonly refusal?: Refusal | undefined;
      readonly by: string;
    }
  | { readonly type: 'answerReturned'; readonly text: string }
  | { readonly type: 'answered'; readonly text: string; readonly signature?: Signature | undefined }
  | { readonly type: 'refused'; readonly refusal: Refusal; readonly signature?: Signature | undefined }
  | {
      readonly type: 'transferred';
      readonly organisation: string;
      readonly unit: string;
      readonly note?: string | undefined;
    }
  | { readonly type: 'redirected'; readonly body: string; readonly address: string; readonly text: string }
  | { readonly type: 'rated'; readonly score: number; readonly text?: string | undefined }
  | { readonly type: 'closed'; readonly reason: 'rated' | 'no-feedback' | 'no-complement' }
  | { readonly type: 'closed'; readonly reason: 'disposed'; readonly retained: boolean; readonly text: string }
  | { readonly type: 'reopened'; readonly text: string }
  | { readonly type: 'withdrawn'; readonly text?: string | undefined }
  | { readonly type: 'merged'; readonly into: string; readonly note?: string | undefined }
  | { readonly type: 'unmerged'; readonly from: string; readonly note?: string | undefined }
  | { readonly type: 'noted'; readonly text: string }
  | { readonly type: 'anonymised'; readonly rule: string }
  | HandOverEvent
  | SupervisionEvent;

/** Acts of supervision: they change no state. */
export type SupervisionEvent =
  | { readonly type: 'reminded'; readonly by: string; readonly text: string; readonly accounts: readonly string[] }
  | {
      readonly type: 'explanationDemanded';
      readonly explanation: Explanation;
      readonly accounts: readonly string[];
    }
  | {
      readonly type: 'explained';
      readonly organisation: string;
      readonly text: string;
      readonly accounts: readonly string[];
    }
  | {
      readonly type: 'explanationOverdue';
      readonly organisation: string;
      readonly dueAt: Date;
      readonly accounts: readonly string[];
    }
  | { readonly type: 'inspectionNoted'; readonly by: string; readonly text: string }
  | {
      readonly type: 'designated';
      readonly by: string;
      readonly organisation: string;
      readonly text: string;
      readonly accounts: readonly string[];
    }
  | { readonly type: 'coReporterJoined'; readonly report: string }
  | { readonly type: 'coReporterLeft'; readonly report: string }
  | ({ readonly type: 'leadConcluded' } & Conclusion)
  | DueMoved;

/** How the case that leads others ended, for now: what its co-reporters are told. */
export interface Conclusion {
  readonly lead: string;
  /** Version of the lead at which it happened. */
  readonly leadVersion: number;
  readonly state: State;
  readonly text: string;
  readonly reasonCode?: RefusalCode | undefined;
  readonly body?: string | undefined;
}

/** Sla counts the legal delay by another calendar than the one known at receipt. */
export interface DueMoved {
  readonly type: 'dueMoved';
  readonly dueAt: Date;
  readonly explanation: { readonly ar: string; readonly fr: string };
  /** From when to when, and why, in the language of the case. */
  readonly text: string;
  readonly dayMoved: boolean;
}
