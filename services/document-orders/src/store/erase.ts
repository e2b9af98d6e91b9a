import { appendErasure, type Caller, callerKey, type ErasureRow, eraseAnswers } from '@jamaa/kit';
import type { ClientSession, Connection } from 'mongoose';
import { changeOrder } from './change.ts';
import type { OrderRow } from './order-row.ts';

export interface Erasure {
  readonly at: Date;
  readonly caller: Caller | 'system';
  /** Retention rule, or reason code. */
  readonly rule: string;
  readonly legalBasis: string;
}

/**
 * Erases what people told with these orders, kept answers included, and puts it on the deletion register, all in the caller's transaction,
 * in which the rows must have been read. The key goes with the row's sealed part: nothing opens what backups hold of it.
 * @throws AppError `command-not-allowed` for an order that is not over, or erased already
 */
export async function eraseOrders(
  connection: Connection,
  session: ClientSession,
  rows: readonly OrderRow[],
  { at, caller, rule, legalBasis }: Erasure,
): Promise<ErasureRow> {
  for (const row of rows) changeOrder(session, row, { type: 'erase', rule }, { at, caller, facts: { rule } });
  const ids = rows.map(({ _id }) => _id);
  await eraseAnswers(connection, session, ids);
  const actor = caller === 'system' ? caller : callerKey(caller);
  return appendErasure(connection, session, { at, what: 'order', rule, legalBasis, actor, ids });
}
