import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Intake } from '../context.ts';
import { isOldReference } from '../domain/imports/line.ts';
import { parseReference } from '../domain/reference.ts';
import { importedId } from '../store/imports.ts';
import { entryRows } from '../store/search-entries.ts';
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
  const token = keyring.blindIndex('old-reference', importedId('', typed));
  const found = await entryRows(platform.mongo).findOne({ tokens: token }, { projection: { _id: 1 } });
  return found === null ? undefined : { token };
}
