import type { Template } from './templates.ts';

export type Channel = 'email' | 'sms';

/** Who gets it, by id only: the address is asked for at the moment of sending and never kept. */
export type Recipient =
  | { readonly kind: 'complainant' }
  /** Who ordered documents. */
  | { readonly kind: 'orderer' }
  | { readonly kind: 'account'; readonly accountId: string }
  /** Whoever is on call for the body of the case at the moment of sending; becomes a message to each of their accounts. */
  | { readonly kind: 'on-call' };

/** What the event said beside the case itself: ids, codes and dates, never personal data. */
export interface Particulars {
  readonly reference: string;
  readonly organisation?: string;
  readonly unit?: string;
  readonly complementDueAt?: Date;
  readonly reasonCode?: string;
  /** Body outside the platform to which the person is redirected. */
  readonly body?: string;
  /** legal, acknowledgement, internal */
  readonly clock?: string;
  readonly dueAt?: Date;
  /** Level of supervision an escalation has reached. */
  readonly level?: string;
  /** The case is confidential: nobody outside its body may hear of it. */
  readonly confidential?: boolean;
  /** Of an order: centimes that came or went back. */
  readonly amount?: number;
  /** Of an order: number of registered mail. */
  readonly trackingNumber?: string;
  /** Of a training case: says so first of all, and is counted nowhere. */
  readonly training?: boolean;
}

/** A message that an event calls for, before a channel is chosen. */
export interface MessageDraft {
  readonly template: Template;
  /** Id of the case that it is about, or of the order. */
  readonly complaintId: string;
  /** Version of the case whose texts the message carries. */
  readonly version: number;
  readonly recipient: Recipient;
  /** Language the case was filed in; a member of staff's is known when the message is sent. */
  readonly language?: string;
  /** Told once in the life of a case, whichever of its events calls for it again. */
  readonly oncePerCase?: true;
  /** Told once for each body and unit that a case comes to. */
  readonly oncePerBody?: true;
  /** The one way it goes by, where the way is what it is about. */
  readonly way?: Channel;
  readonly particulars: Particulars;
}
