import type { AuditHead } from '@jamaa/kit';
import type { mongo } from 'mongoose';
import type { Audience } from '../domain/audience.ts';
import type { Complaint, DepositForm } from '../domain/complaint.ts';
import type { State } from '../domain/vocabulary.ts';

type Bytes = mongo.Binary | Uint8Array;

/** One step of the case as people see it. */
export interface TimelineRow {
  version: number;
  event: string;
  at: Date;
  state: State;
  organisation: string;
  unit: string;
  /** callerKey of who acted, or `system`. */
  actor: string;
  /** What was written to, or by, the citizen in this step. */
  message?: string;
  /** Ids of the files that came with this step. */
  attachments?: readonly string[];
  /** What staff wrote, for the audience of the step or else the body's. */
  note?: string;
  /** Who is shown the step; absent: whoever sees the case. */
  audience?: Audience;
  /** Organisation of who acted for the body that has the case. */
  onBehalf?: string;
}

/** Identity and contact, sealed under the person's own key; deleting `key` erases them. */
export interface SealedComplainant {
  key: { version: string; wrapped: Bytes };
  name?: Bytes;
  phone?: Bytes;
  email?: Bytes;
  identityType?: string;
  identityNumber?: Bytes;
  representativeName?: Bytes;
  representativeCapacity?: string;
  mandateNumber?: Bytes;
}

/** Document of the collection `complaints`. */
export interface ComplaintRow extends Omit<Complaint, 'id'> {
  _id: string;
  version: number;
  lastEventId: string;
  auditHead: AuditHead;
  /** HMAC of the tracking code; the code itself is told once and not kept. */
  trackingHash: string;
  description: string;
  /** The place in words. */
  address?: string;
  location?: { type: 'Point'; coordinates: [number, number] };
  commune: { code: string; ar: string; fr: string };
  origin: { source: string; number: string; delayDays: number };
  /** When each way to reach the complainant was confirmed by a one-time code. */
  contactConfirmed?: { phone?: Date; email?: Date };
  /** What the caller is who spoke for the complainant. */
  callerRelation?: string;
  /** Where it was before; `silent`: its import tells nobody anything. */
  imported?: { source: string; reference: string; silent: boolean };
  /** Subject of the account that filed it, when signed in. */
  complainantSubject: string;
  sealed?: SealedComplainant;
  /** Only in rows from before there were search entries, until their next change; see search-entries.ts. */
  tokens?: readonly string[];
  visibility: string[];
  /** Square of the map, about a kilometre wide, in which likely duplicates are looked for; never of a confidential case. */
  cell?: string | undefined;
  /** Present while the case is open: partial indexes of work lists stand on it. */
  open?: true | undefined;
  timeline: TimelineRow[];
  updatedAt: Date;
  /** Absent on rows from before it was asked for: written, by one person. */
  deposit?: DepositForm;
  /** It came from another cell, and its tracking code is known by a hash under that cell's key. */
  trackingElsewhere?: boolean | undefined;
  /** When time acts on the case by itself: closing without feedback or without complement. */
  automaticAt?: Date | undefined;
  /** When the person of the ended case is to be erased; see retention.ts. */
  anonymiseAt?: Date | undefined;
}
