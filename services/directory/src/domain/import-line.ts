import { type Grant, isRole } from '@jamaa/kit';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { isLanguage, type Language } from './account.ts';
import type { RawLine } from './csv.ts';
import { startOfDay } from './day.ts';

/** What one line asks for, well formed by itself. */
export interface ImportLine {
  readonly line: number;
  readonly email: string;
  readonly name: string;
  /** Empty: leaves the phone as it is. */
  readonly phone: string;
  /** Absent: leaves the language as it is; a new account gets Arabic. */
  readonly language?: Language;
  readonly grant: Grant;
  readonly reinstate: boolean;
}

export type ReadLine = { readonly ok: ImportLine } | { readonly line: number; readonly problems: readonly string[] };

// A deliberately plain shape: the sign-in proves that the address exists.
const EMAIL = /^[^\s@,;:<>()"]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/;
const MAX_NAME = 200;

/** Checks one line by itself; every problem is told, in words that name the column. */
export function readImportLine(raw: RawLine): ReadLine {
  const { line, cells } = raw;
  if (raw.misshapen !== undefined) return { line, problems: [raw.misshapen] };
  const problems: string[] = [];
  const email = cells.email.normalize('NFKC').toLowerCase();
  if (email === '') problems.push('email: is missing');
  else if (email.length > 254 || !EMAIL.test(email)) problems.push('email: is not an e-mail address');
  const name = cells.name.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
  if (name === '') problems.push('name: is missing');
  else if (name.length > MAX_NAME) problems.push(`name: is longer than ${MAX_NAME} characters`);
  if (cells.organisation === '') problems.push('organisation: is missing');
  if (cells.scope === '') problems.push('scope: is missing');
  const { role } = cells;
  if (role === '') problems.push('role: is missing');
  else if (!isRole(role)) problems.push(`role: ${quote(role)} is unknown`);
  if (role === 'unit-member' && cells.unit === '') problems.push('unit: a unit-member needs one');
  const { language } = cells;
  if (language !== '' && !isLanguage(language)) problems.push(`language: ${quote(language)} is not ar, fr or zgh`);
  const phone = readPhone(cells.phone, problems);
  const validFrom = readDay('valid_from', cells.valid_from, problems);
  const validTo = readDay('valid_to', cells.valid_to, problems);
  if (validFrom !== undefined && validTo !== undefined && validTo <= validFrom)
    problems.push('valid_to: is not after valid_from');
  if (!['', 'yes', 'no'].includes(cells.reinstate))
    problems.push(`reinstate: ${quote(cells.reinstate)} is not yes or no`);
  if (problems.length > 0 || !isRole(role)) return { line, problems };
  return {
    ok: {
      line,
      email,
      name,
      phone,
      ...(isLanguage(language) ? { language } : {}),
      grant: {
        role,
        organisation: cells.organisation,
        unit: cells.unit,
        scope: cells.scope,
        ...(validFrom === undefined ? {} : { validFrom }),
        ...(validTo === undefined ? {} : { validTo }),
      },
      reinstate: cells.reinstate === 'yes',
    },
  };
}

function readPhone(text: string, problems: string[]): string {
  if (text === '') return '';
  const phone = parsePhoneNumberFromString(text, 'MA');
  if (phone?.isValid()) return phone.number;
  problems.push('phone: is not a phone number');
  return '';
}

function readDay(column: string, text: string, problems: string[]): Date | undefined {
  if (text === '') return undefined;
  const day = startOfDay(text);
  if (day === undefined) problems.push(`${column}: ${quote(text)} is not a date like 2026-01-31`);
  return day;
}

/** Foreign text in a report is short and on one line. */
export const quote = (text: string): string => `"${text.replaceAll(/[\p{Cc}]/gu, ' ').slice(0, 60)}"`;
