import { appendErasure, type Caller, callerKey, type ErasureRow, eraseAnswers } from '@jamaa/kit';
import type { ClientSession, Connection } from 'mongoose';
import type { ComplaintEvent } from '../domain/complaint.ts';
import type { ComplaintRow } from './complaint-row.ts';
import { applyChange } from './complaints.ts';

export interface Erasure {
  readonly at: Date;
  readonly caller: Caller | 'system';
  /** Retention rule or reason code. */
  readonly rule: string;
  readonly legalBasis: string;
}

/**
 * Erases the persons of these cases with the caller's transaction, kept answers included. The rows must have been read in it, and
 * somebody must have decided that they may be erased.
 */
export async function erasePersons(
  connection: Connection,
  session: ClientSession,
  cases: readonly { readonly row: ComplaintRow; readonly events: readonly ComplaintEvent[] }[],
  { at, caller, rule }: Erasure,
): Promise<ComplaintRow[]> {
  const after = cases.map(({ row, events }) =>
    applyChange(session, row, { events, at, caller, action: 'anonymise', facts: { rule } }),
  );
  await eraseAnswers(
    connection,
    session,
    after.map((row) => row._id),
  );
  return after;
}

/** The same, on the deletion register. */
export async function eraseOnRecord(
  connection: Connection,
  session: ClientSession,
  cases: Parameters<typeof erasePersons>[2],
  erasure: Erasure,
): Promise<{ readonly rows: ComplaintRow[]; readonly entry: ErasureRow }> {
  const rows = await erasePersons(connection, session, cases, erasure);
  const { at, rule, legalBasis, caller } = erasure;
  const actor = caller === 'system' ? caller : callerKey(caller);
  const entry = await appendErasure(connection, session, {
    at,
    what: 'complaint',
    rule,
    legalBasis,
    actor,
    ids: rows.map((row) => row._id),
  });
  return { rows, entry };
}
