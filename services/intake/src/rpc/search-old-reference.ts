import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Intake } from '../context.ts';
import { isOldReference } from '../domain/imports/line.ts';
import { parseReference } from '../domain/reference.ts';
import { complaintRows } from '../store/complaints.ts';
import { importedId } from '../store/imports.ts';
import type { Searched } from './leads.ts';

/**
 * What is typed, as the number of a case in the register that it was imported from; `undefined` when no case had it: words of an
 * address have digits too.
 */
export async function searchOldReference(
  { platform, keyring }: Pick<Intake, 'platform' | 'keyring'>,
  text: string,
): Promise<Searched | undefined> {
  const typed = text.trim();
  if (!isOldReference(typed) || parseReference(typed) !== undefined) return undefined;
  if (parsePhoneNumberFromString(typed, 'MA')?.isValid()) return undefined;
  const few = { tokens: keyring.blindIndex('old-reference', importedId('', typed)) };
  return (await complaintRows(platform.mongo).findOne(few, { projection: { _id: 1 } })) === null ? undefined : { few };
}
