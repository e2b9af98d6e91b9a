import { appendEvents, encodeEvent, nextAuditRow, writeAudit, writesOf } from '@jamaa/kit';
import { slaEvents } from '@jamaa/proto/catalog';
import type { ClientSession } from 'mongoose';
import type { AddedPolicy } from '../domain/policies/added.ts';
import { policyMessage } from '../messages/policy.ts';
import { POLICIES } from './audit-heads.ts';
import { noHeads, type PolicyRow, policyCollection, type RulesRow, rulesCollection } from './rule-rows.ts';

export interface PolicyEntry {
  readonly row: AddedPolicy;
  readonly at: Date;
  readonly actor: string;
  /** The calendars' number before anybody has changed one. */
  readonly generation: number;
}

/** Writes a row with its audit entry and event; returns the version of the rules after it. */
export function appendPolicy(session: ClientSession, state: RulesRow | undefined, entry: PolicyEntry): number {
  const { row, at, actor } = entry;
  const { id, ...policy } = row;
  const version = state?.policies ?? 0;
  const { kind, organisation, category, validFrom, source, delay } = policy;
  const facts = { policy: id, source, amount: delay.amount, unit: delay.unit };
  const heads = state ?? noHeads;
  const audited = { aggregateId: POLICIES, at, actor, action: 'add-policy', facts };
  const audit = writeAudit(session, nextAuditRow(heads.audit, audited));
  const told = { policy: id, kind, organisation, category, validFrom, row: policyMessage(row) };
  const event = encodeEvent(slaEvents.policyChanged, told);
  const head = appendEvents(session, { type: 'policies', id: 'policies', ...heads.head }, [event], at);
  const next: RulesRow = {
    _id: 'rules',
    generation: state?.generation ?? entry.generation,
    policies: version + 1,
    ...{ head, audit },
  };
  if (state === undefined) writesOf(session).insert(rulesCollection, [next]);
  else writesOf(session).replace(rulesCollection, next);
  const stored: PolicyRow = { ...policy, _id: id, at, actor };
  writesOf(session).insert(policyCollection, [stored]);
  return version + 1;
}
