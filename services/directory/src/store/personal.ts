import { bytesOf, type Keyring, type PersonKey } from '@jamaa/kit';
import type { Person } from '../domain/account.ts';
import type { AccountRow } from './rows.ts';

const EMAIL_KIND = 'account-email';

const place = (id: string, field: string): string => `account/${id}/${field}`;

/** What finds an account by e-mail without the e-mail being readable. */
export const emailIndexOf = (keyring: Keyring, email: string): string =>
  keyring.blindIndex(EMAIL_KIND, email.normalize('NFKC').trim().toLowerCase());

/** Seals who an account belongs to under the account's own key. */
export function sealPerson(
  keyring: Keyring,
  id: string,
  key: PersonKey,
  person: Person,
): Pick<AccountRow, 'emailIndex' | 'key' | 'sealed'> {
  const seal = (field: keyof Person): Uint8Array => key.seal(person[field], place(id, field));
  return {
    emailIndex: emailIndexOf(keyring, person.email),
    key: key.wrapped,
    sealed: {
      name: seal('name'),
      email: seal('email'),
      ...(person.phone === '' ? {} : { phone: seal('phone') }),
    },
  };
}

export const personKeyOf = (keyring: Keyring, row: Pick<AccountRow, 'key'>): PersonKey =>
  keyring.unwrap({ version: row.key.version, wrapped: bytesOf(row.key.wrapped) });

export function openPerson(keyring: Keyring, row: Pick<AccountRow, '_id' | 'key' | 'sealed'>): Person {
  const key = personKeyOf(keyring, row);
  const open = (field: keyof Person): string => {
    const sealed = row.sealed[field];
    return sealed === undefined ? '' : key.open(bytesOf(sealed), place(row._id, field));
  };
  return { name: open('name'), email: open('email'), phone: open('phone') };
}

/** The reason of a revocation: sealed beside the person, and as a digest that an audit entry may carry. */
export function sealRevocation(
  keyring: Keyring,
  row: Pick<AccountRow, '_id' | 'key'>,
  reason: string,
): { revocation: Uint8Array; digest: string } {
  return {
    revocation: personKeyOf(keyring, row).seal(reason, place(row._id, 'revocation')),
    digest: keyring.blindIndex('revocation-reason', `${row._id}/${reason}`),
  };
}
