import { type AuditHead, emptyChain } from '@jamaa/kit';
import type { ClientSession, Connection, mongo } from 'mongoose';
import type { CalendarContent } from '../domain/calendar/content.ts';
import type { AddedPolicy } from '../domain/policies/added.ts';

/** Heads of an aggregate's events and of its audit chain. */
export interface Heads {
  readonly head: { version: number; lastEventId?: string | undefined };
  readonly audit: AuditHead;
}
export const noHeads: Heads = { head: { version: 0 }, audit: emptyChain };

/** One row: what every process watches to know that its rules are old, collection `rules`. */
export interface RulesRow extends Heads {
  _id: 'rules';
  /** Grows with each change of any calendar; a clock remembers the number it was counted with. */
  generation: number;
  /** Grows with each policy that is added. */
  policies: number;
}

/** A calendar as it holds now, collection `calendars`. */
export interface CalendarRow extends Heads {
  /** `national`, or the organisation's id. */
  _id: string;
  version: number;
  generation: number;
  content: CalendarContent;
}

/** How far the open clocks follow a change. */
export interface Progress {
  readonly examined: number;
  readonly moved: number;
  readonly failed: number;
  /** Clocks due before this instant are done. */
  readonly through?: Date | undefined;
  readonly doneAt?: Date | undefined;
}

/** One change of a calendar, for good, collection `calendar_changes`. */
export interface CalendarChangeRow {
  /** `<calendar>@<version>` */
  _id: string;
  calendar: string;
  version: number;
  generation: number;
  /** Business time; `systemAt` is the process's own, for the job. */
  at: Date;
  systemAt: Date;
  actor: string;
  source: string;
  firstDay?: string | undefined;
  /** Whether instants moved, not only days. */
  instants: boolean;
  /** The whole calendar after it: what a clock was counted with can always be told. */
  content: CalendarContent;
  /** Present until all open clocks have followed. */
  running?: true | undefined;
  progress?: Progress | undefined;
}

const rowsOf = <T extends mongo.Document>(connection: Connection, name: string): mongo.Collection<T> =>
  connection.collection<T>(name) as unknown as mongo.Collection<T>;

export const rulesCollection = 'rules';
export const calendarCollection = 'calendars';
export const changeCollection = 'calendar_changes';
export const policyCollection = 'policies';

export const calendarRows = (connection: Connection): mongo.Collection<CalendarRow> =>
  rowsOf(connection, calendarCollection);
export const changeRows = (connection: Connection): mongo.Collection<CalendarChangeRow> =>
  rowsOf(connection, changeCollection);

/** A policy as it is stored, collection `policies`. */
export type PolicyRow = Omit<AddedPolicy, 'id'> & { _id: string; at: Date; actor: string };
export const policyRows = (connection: Connection): mongo.Collection<PolicyRow> => rowsOf(connection, policyCollection);

/** The state of the rules; `undefined` until the first change. */
export const rulesRow = async (connection: Connection, session?: ClientSession): Promise<RulesRow | undefined> =>
  (await rowsOf<RulesRow>(connection, rulesCollection).findOne(
    { _id: 'rules' },
    session === undefined ? {} : { session },
  )) ?? undefined;
