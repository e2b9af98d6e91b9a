import { type Grant, wholeCountry, withinScope } from '@jamaa/kit';
import { grantsNow } from './account.ts';
import type { RawLine } from './csv.ts';

export interface FirstAdministrator {
  readonly email: string;
  readonly name: string;
  readonly language: string;
}

/** Where a cell's administrators sit (our rule): with the wali of the région; at the hub with the ministry's directorate. */
export const seatOf = (cell: string): string => (cell === wholeCountry ? 'dgct' : `wali:${cell}`);

/** Whether somebody among these administers the whole cell today; those of a commune, or of the training body, do not. */
export const isAdministered = (
  cell: string,
  accounts: readonly { readonly active: boolean; readonly grants: readonly Grant[] }[],
  now: Date,
): boolean =>
  accounts.some((account) =>
    grantsNow(account, now).some(({ role, scope }) => role === 'administrator' && withinScope(cell, scope)),
  );

/** The same as a line of an import: who is appointed passes the same checks as everybody who comes later. */
export const asLine = (cell: string, { email, name, language }: FirstAdministrator): RawLine => ({
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
    reinstate: '',
  },
});
