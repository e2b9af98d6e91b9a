import { AppError, type Caller } from '@jamaa/kit';
import type { Deps } from '../../deps.ts';
import { isAdministrator } from '../../domain/access.ts';
import { bureauOf } from '../../rpc/people.ts';
import { bureauRows } from '../../store/rows.ts';
import { type ImportRow, importRows } from '../rows.ts';
import { worldOf } from '../run.ts';

/**
 * Who may bring a file: of one register an officer of its bureau or an administrator of its territory; of many, whoever is either somewhere
 * (each line is then judged by its own bureau). @throws AppError `forbidden`, `validation-failed` for a bureau that there is none of
 */
export async function mayBring(deps: Deps, caller: Caller, bureauId: string): Promise<string> {
  if (caller.kind !== 'account') throw new AppError('forbidden', 'staff of civil status brings registers');
  const forbidden = new AppError('forbidden', 'an officer of the bureau, or an administrator of its territory');
  if (bureauId !== '') {
    const bureau = await bureauOf(deps, bureauId).catch(async (error: unknown) => {
      // Who has no part in civil status is told that first.
      if (!(await isAnywhere(deps, caller))) throw forbidden;
      throw error;
    });
    if (!(await worldOf(deps, caller)).mayImport(bureau)) throw forbidden;
  } else if (!(await isAnywhere(deps, caller))) throw forbidden;
  return caller.subject;
}

const isAnywhere = async (deps: Deps, caller: Caller): Promise<boolean> =>
  (await deps.grantsOf(caller)).some(
    (grant) => grant.role === 'civil-officer' || isAdministrator(grant.scope, [grant]),
  );

/** An import of the caller's own, or of a bureau for which they may bring registers. @throws the same `not-found` otherwise */
export async function importFor(deps: Deps, caller: Caller, id: string): Promise<ImportRow> {
  const { mongo } = deps.platform;
  const row = await importRows(mongo).findOne({ _id: id });
  const missing = new AppError('not-found', 'no such import, or not for you');
  if (row === null || caller.kind !== 'account') throw missing;
  if (row.startedBy === caller.subject) return row;
  const bureau = row.bureauId === '' ? null : await bureauRows(mongo).findOne({ _id: row.bureauId });
  if (bureau === null || !(await worldOf(deps, caller)).mayImport(bureau)) throw missing;
  return row;
}
