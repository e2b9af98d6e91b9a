import { AppError, inTransaction, isDuplicateKey } from '@jamaa/kit';
import type { Connection } from 'mongoose';
import { appendPolicy, type PolicyEntry } from './append-policy.ts';
import { rulesRow } from './rule-rows.ts';

export interface PolicyOrder extends PolicyEntry {
  readonly expectedVersion: number;
}

/**
 * Writes a row; returns the version of the rules after it.
 * @throws AppError `version-conflict` when the rules are not at the version that the caller has seen
 */
export async function writePolicy(mongo: Connection, order: PolicyOrder): Promise<number> {
  try {
    return await inTransaction(mongo, async (session) => {
      const state = await rulesRow(mongo, session);
      const version = state?.policies ?? 0;
      if (order.expectedVersion !== version)
        throw new AppError('version-conflict', `the rules are at version ${version}`);
      return appendPolicy(session, state, order);
    });
  } catch (error) {
    if (isDuplicateKey(error)) throw new AppError('version-conflict', 'somebody has changed the rules just now');
    throw error;
  }
}
