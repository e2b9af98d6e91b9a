import {
  AppError,
  type AuditHead,
  appendEvents,
  type Caller,
  callerKey,
  emptyChain,
  encodeEvent,
  epochIn,
  nextAuditRow,
  versionAfter,
  writeAudit,
  writesOf,
} from '@jamaa/kit';
import { routingEvents } from '@jamaa/proto/catalog';
import { RuleSetChanged } from '@jamaa/proto/routing/v1/events';
import type { ClientSession, Connection, mongo } from 'mongoose';
import type { Rule } from '../domain/rule.ts';

export type DraftState = 'draft' | 'tried' | 'activated' | 'withdrawn';

/** A set in the making. It may be activated in the state `tried` only; every edit takes that back. */
export interface DraftRow {
  _id: string;
  version: number;
  state: DraftState;
  /** Published set it was begun from, which must still be the newest when it is activated. */
  base: number;
  rules: readonly Rule[];
  createdAt: Date;
  updatedAt: Date;
  triedAt?: Date | undefined;
  /** Set at activation. */
  ruleSetVersion?: number;
  activeFrom?: string;
  auditHead: AuditHead;
  lastEventId: string;
}

export const draftCollection = 'drafts';

export const draftRows = (connection: Connection): mongo.Collection<DraftRow> =>
  connection.collection<DraftRow>(draftCollection) as unknown as mongo.Collection<DraftRow>;

/** The last drafts without their rules, newest first. */
export const lastDrafts = (connection: Connection, limit: number): Promise<Omit<DraftRow, 'rules'>[]> =>
  draftRows(connection)
    .find({ updatedAt: { $gt: new Date(0) } }, { projection: { rules: 0 } })
    .sort({ updatedAt: -1 })
    .limit(limit)
    .toArray();

/** @throws AppError `not-found` */
export async function findDraft(connection: Connection, id: string, session?: ClientSession): Promise<DraftRow> {
  const row = await draftRows(connection).findOne({ _id: id }, session === undefined ? {} : { session });
  if (row === null) throw new AppError('not-found', 'no such set of rules');
  return row;
}

export interface DraftChange {
  readonly action: 'create-rule-set' | 'edit-rule-set' | 'try-rule-set' | 'activate-rule-set' | 'withdraw-rule-set';
  readonly at: Date;
  readonly caller: Caller;
  readonly facts?: Readonly<Record<string, string | number>>;
}

/** Begins a draft. */
export const newDraft = (id: string, base: number, rules: readonly Rule[], at: Date): DraftRow => ({
  _id: id,
  version: 0,
  state: 'draft',
  base,
  rules,
  createdAt: at,
  updatedAt: at,
  auditHead: emptyChain,
  lastEventId: '',
});

/** Writes a draft's next version with its journal and audit entry. The row before must have been read in this transaction. */
export function writeDraft(session: ClientSession, changed: DraftRow, change: DraftChange): DraftRow {
  const version = versionAfter(changed.version, epochIn(session));
  const { _id: id, state, ruleSetVersion = 0, activeFrom = '' } = changed;
  const event = RuleSetChanged.fromPartial({ ruleSetId: id, version, state, ruleSetVersion, activeFrom });
  const { lastEventId } = appendEvents(
    session,
    { type: 'rule-set', id, version: changed.version, lastEventId: changed.lastEventId || undefined },
    [encodeEvent(routingEvents.ruleSetChanged, event)],
    change.at,
  );
  const audit = nextAuditRow(changed.auditHead, {
    aggregateId: id,
    at: change.at,
    actor: callerKey(change.caller),
    action: change.action,
    facts: { version, state, base: changed.base, rules: changed.rules.length, ...change.facts },
  });
  const auditHead = writeAudit(session, audit);
  const row = { ...changed, version, updatedAt: change.at, auditHead, lastEventId: lastEventId ?? '' };
  if (changed.version === 0) writesOf(session).insert(draftCollection, [row]);
  else writesOf(session).replace(draftCollection, row);
  return row;
}
