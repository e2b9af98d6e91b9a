import { type Caller, inTransaction, writesOf } from '@jamaa/kit';
import type { Intake } from '../context.ts';
import { decide } from '../domain/decide.ts';
import { stateSaid } from '../domain/imports/words.ts';
import { policyAt } from '../domain/policy.ts';
import { openStates } from '../domain/vocabulary.ts';
import { applyChange, complaintRows, toComplaint } from '../store/complaints.ts';
import { importedCollection, importedId, importedRows, type LineReport } from '../store/imports.ts';
import { digestOf, type NumberedLine } from './import-lines.ts';
import { PORTAL } from './registers.ts';

/**
 * What the portal says of a case that is here already. Whoever withdraws there withdraws here; whatever else it says is its own
 * picture of a case that is handled here, and only noted, so that it is not looked at twice.
 */
export async function followPortal(
  intake: Pick<Intake, 'platform' | 'keyring'>,
  { cells, line }: NumberedLine,
  caller: Caller,
): Promise<LineReport> {
  const { mongo, clock, relay } = intake.platform;
  const at = clock.now();
  const withdrawn = stateSaid(cells.state) === 'withdrawn';
  const reference = cells.reference;
  const report = await inTransaction(mongo, async (session): Promise<LineReport> => {
    const _id = importedId(PORTAL, reference);
    const known = await importedRows(mongo).findOne({ _id }, { session });
    const row = known && (await complaintRows(mongo).findOne({ _id: known.complaintId }, { session }));
    if (known === null || row === null) throw new Error('a case of the portal is known and not there');
    const digest = digestOf(intake.keyring, PORTAL, cells);
    writesOf(session).update(importedCollection, _id, { $set: { digest } });
    const where = { line, reference, caseReference: known.caseReference, complaintId: known.complaintId };
    if (!withdrawn || !(openStates as readonly string[]).includes(row.state)) return { ...where, outcome: 'unchanged' };
    const world = { now: at, actor: '', validationRequired: true, policy: policyAt(at) };
    const events = decide(toComplaint(row), 'withdraw', {}, new Set(['complainant']), world);
    applyChange(session, row, { events, at, caller, action: 'withdraw' });
    return { ...where, outcome: 'changed' };
  });
  relay.poke();
  return report;
}
