import { AppError, type Caller, invalidField, isTrainingBody, mayActFor, type OrganisationCopy } from '@jamaa/kit';
import type { Intake } from '../../context.ts';
import { type ImportRow, importRows } from '../../store/imports.ts';

/** The gestionnaire of a body, that of its province for a commune, and an administrator of its territory. */
async function mayImport(intake: Intake, caller: Caller, body: OrganisationCopy): Promise<boolean> {
  const target = { organisation: body._id, unit: '', territory: body.territory };
  return mayActFor(await intake.grantsOf(caller), ['gestionnaire', 'administrator'], target);
}

/** The body whose register is to be taken over. @throws forbidden, also for a body that there is none of */
export async function importableBody(intake: Intake, caller: Caller, id: string): Promise<OrganisationCopy> {
  if (caller.kind !== 'account') throw new AppError('unauthenticated', 'sign in to import a register');
  const body = await intake.directory.organisation(id);
  if (body === undefined || !(await mayImport(intake, caller, body)))
    throw new AppError('forbidden', 'a register is imported by the gestionnaire or an administrator of its body');
  if (isTrainingBody(id)) throw invalidField('organisation', 'training', 'a training body takes over no register');
  if (!body.onPlatform) throw invalidField('organisation', 'not-on-platform', 'this body is not on the platform');
  return body;
}

/** An import that the caller may see. @throws the same `not-found` for one that is not theirs */
export async function importFor(intake: Intake, caller: Caller, id: string): Promise<ImportRow> {
  const row = await importRows(intake.platform.mongo).findOne({ _id: id });
  const body = row === null ? undefined : await intake.directory.organisation(row.organisation);
  if (row === null || body === undefined || !(await mayImport(intake, caller, body)))
    throw new AppError('not-found', 'no such import, or not for you');
  return row;
}
