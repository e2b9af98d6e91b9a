import {
  AppError,
  appendEvents,
  encodeEvent,
  inTransaction,
  isDuplicateKey,
  nextAuditRow,
  writeAudit,
  writesOf,
} from '@jamaa/kit';
import { slaEvents } from '@jamaa/proto/catalog';
import type { Connection } from 'mongoose';
import type { AddedPolicy } from '../domain/policies/added.ts';
import { POLICIES } from './audit-heads.ts';
import { noHeads, type PolicyRow, policyCollection, rulesCollection, rulesRow } from './rule-rows.ts';

export interface PolicyOrder {
  readonly row: AddedPolicy;
  readonly expectedVersion: number;
  readonly at: Date;
  readonly actor: string;
  /** The calendars' number before anybody has changed one. */
  readonly generation: number;
}

/**
 * Writes a row with its audit entry and event; returns the version of the rules after it.
 * @throws AppError `version-conflict` when the rules are not at the version that the caller has seen
 */
export async function writePolicy(mongo: Connection, order: PolicyOrder): Promise<number> {
  const { row, at, actor } = order;
  const { id, ...policy } = row;
  try {
    return await inTransaction(mongo, async (session) => {
      const state = await rulesRow(mongo, session);
      const version = state?.policies ?? 0;
      if (order.expectedVersion !== version)
        throw new AppError('version-conflict', `the rules are at version ${version}`);
      const { kind, organisation, category, validFrom, source, delay } = policy;
      const facts = { policy: id, source, amount: delay.amount, unit: delay.unit };
      const entry = { aggregateId: POLICIES, at, actor, action: 'add-policy', facts };
      const heads = state ?? noHeads;
      const audit = writeAudit(session, nextAuditRow(heads.audit, entry));
      const event = encodeEvent(slaEvents.policyChanged, { policy: id, kind, organisation, category, validFrom });
      const head = appendEvents(session, { type: 'policies', id: 'policies', ...heads.head }, [event], at);
      const next = {
        _id: 'rules' as const,
        generation: state?.generation ?? order.generation,
        policies: version + 1,
        head,
        audit,
      };
      if (state === undefined) writesOf(session).insert(rulesCollection, [next]);
      else writesOf(session).replace(rulesCollection, next);
      const stored: PolicyRow = { ...policy, _id: id, at, actor };
      writesOf(session).insert(policyCollection, [stored]);
      return version + 1;
    });
  } catch (error) {
    if (isDuplicateKey(error)) throw new AppError('version-conflict', 'somebody has changed the rules just now');
    throw error;
  }
}
