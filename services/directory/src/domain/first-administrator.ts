import { AppError, type Grant, wholeCountry, withinScope } from '@jamaa/kit';
import { type AccountState, grantsNow, placeOf, revoke } from './account.ts';
import type { RawLine } from './csv.ts';

export interface FirstAdministrator {
  readonly email: string;
  readonly name: string;
  readonly language: string;
  /** Who was replaced by mistake is taken back. */
  readonly replace: boolean;
}

/** Where a cell's administrators sit (our rule): with the wali of the région; at the hub with the ministry's directorate. */
export const seatOf = (cell: string): string => (cell === wholeCountry ? 'dgct' : `wali:${cell}`);

/** Whether somebody among these administers the whole cell today; those of a commune, or of the training body, do not. */
const isAdministered = (
  cell: string,
  accounts: readonly { readonly active: boolean; readonly grants: readonly Grant[] }[],
  now: Date,
): boolean =>
  accounts.some((account) =>
    grantsNow(account, now).some(({ role, scope }) => role === 'administrator' && withinScope(cell, scope)),
  );

/** The same as a line of an import: who is appointed passes the same checks as everybody who comes later. */
export const asLine = (cell: string, { email, name, language, replace }: FirstAdministrator): RawLine => ({
  line: 1,
  cells: {
    email: email.trim(),
    name: name.trim(),
    language: language.trim(),
    organisation: seatOf(cell),
    unit: '',
    role: 'administrator',
    scope: cell,
    phone: '',
    valid_from: '',
    valid_to: '',
    reinstate: replace ? 'yes' : '',
  },
});

type Administrator = Pick<AccountState, 'active' | 'grants' | 'subject'> & { readonly _id: string };

/**
 * Whether the first administrator may be appointed now: once, or again in the place of one whom nobody has ever been.
 * @throws AppError `already-exists` that says how to go on; `not-found` when there is none to replace
 */
export function mayAppoint(
  cell: string,
  o: {
    /** Account of the one appointed before. */
    readonly earlier: string | undefined;
    readonly administrators: readonly Administrator[];
    readonly replace: boolean;
  },
  now: Date,
): void {
  const refuse = (why: string): AppError => new AppError('already-exists', `cell ${cell} ${why}`);
  const goOn = 'administrators make, correct and revoke further accounts';
  const before = o.administrators.find(({ _id }) => _id === o.earlier);
  const others = o.administrators.filter(({ _id }) => _id !== o.earlier);
  if (isAdministered(cell, others, now)) throw refuse(`is administered: ${goOn}`);
  if (o.earlier === undefined) {
    if (o.replace) throw new AppError('not-found', `cell ${cell} has no first administrator to replace`);
    return;
  }
  if (before?.subject !== undefined) throw refuse(`has, or had, its first administrator, who has signed in: ${goOn}`);
  if (!o.replace)
    throw refuse(
      'has its first administrator, who has not signed in yet: were the e-mail wrong, --replace appoints another',
    );
}

/** The account of who was appointed by mistake, without the seat; revoked when it was made for it and nothing else. */
export function withoutSeat(account: AccountState, cell: string, now: Date): AccountState {
  const seat = placeOf({ role: 'administrator', organisation: seatOf(cell), unit: '' });
  if (account.grants.every((grant) => placeOf(grant) === seat)) return revoke(account, now);
  const grants = account.grants.map((grant) => (placeOf(grant) === seat ? { ...grant, validTo: now } : grant));
  return { ...account, grants };
}
