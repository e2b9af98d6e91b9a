import type { Caller } from '@jamaa/kit';
import type { ClientSession, Connection } from 'mongoose';
import type { AttachedFile } from '../domain/complaint.ts';
import { decide } from '../domain/decide.ts';
import { policyAt } from '../domain/policy.ts';
import { trainingVerdict } from '../domain/training.ts';
import { type ComplaintDraft, toComplaint } from './change.ts';
import type { ComplaintRow } from './complaint-row.ts';
import { applyChange, complaintRows, insertComplaint } from './complaints.ts';

/**
 * Writes a training case with its placement in its body, with the caller's transaction. It stands on no square of the map: nobody is
 * offered it as a likely duplicate.
 */
export function insertTraining(
  session: ClientSession,
  draft: ComplaintDraft,
  caller: Caller,
  files: readonly AttachedFile[],
): ComplaintRow {
  const { cell: _cell, ...rest } = draft;
  const made: ComplaintDraft = { ...rest, training: true, organisation: draft.addressee };
  const row = insertComplaint(session, made, caller, files);
  const verdict = trainingVerdict(draft.addressee, draft.category);
  const at = draft.updatedAt;
  const world = { now: at, actor: '', validationRequired: true, verdict, policy: policyAt(at) };
  const events = decide(toComplaint(row), 'route', {}, new Set(['routing']), world);
  return applyChange(session, row, { events, at, caller: 'system', action: 'route', facts: { rule: verdict.ruleId } });
}

/** Ids of open cases of a training body, at most `limit`, by the index of open cases. */
export async function openTraining(connection: Connection, organisation: string, limit: number): Promise<string[]> {
  const rows = await complaintRows(connection)
    .find({ visibility: `org:${organisation}`, open: true })
    .project<{ _id: string }>({ _id: 1 })
    .limit(limit)
    .toArray();
  return rows.map(({ _id }) => _id);
}
