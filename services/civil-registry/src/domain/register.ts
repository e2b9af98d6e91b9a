import { AppError, invalidField } from '@jamaa/kit';
import { type RegisterKey, registerId } from './identity.ts';

/** A yearly register of a bureau. */
export interface Register extends RegisterKey {
  readonly state: 'open' | 'closed';
  readonly firstNumber: number;
  /** Of the last act; one less than the first while there is none. */
  readonly lastNumber: number;
  /** Hash of the last act. */
  readonly head: string;
}

export const MAX_FIRST_NUMBER = 999_999;

/** @throws AppError `already-exists` for a second opening, `validation-failed` for a year to come or a number that is none */
export function openRegister(
  existing: Register | undefined,
  key: RegisterKey,
  firstNumber: number,
  today: string,
  headOf: (key: RegisterKey, firstNumber: number) => string,
): Register {
  if (existing !== undefined) throw new AppError('already-exists', `register ${registerId(key)} has been opened`);
  const year = Number(today.slice(0, 4));
  if (key.year > year) throw invalidField('year', 'future', `the register of ${key.year} cannot be opened in ${year}`);
  // An officer opens the register of the running year; that of the year before may be late.
  if (key.year < year - 1) throw invalidField('year', 'past', 'registers of earlier years are taken over by an import');
  if (!Number.isInteger(firstNumber) || firstNumber < 1 || firstNumber > MAX_FIRST_NUMBER)
    throw invalidField('firstNumber', 'range', `1 to ${MAX_FIRST_NUMBER}`);
  return { ...key, state: 'open', firstNumber, lastNumber: firstNumber - 1, head: headOf(key, firstNumber) };
}

/** @throws AppError `command-not-allowed` when it is closed, `validation-failed` before the end of its year without a decision */
export function closeRegister(register: Register, decision: string, today: string): Register {
  if (register.state === 'closed') throw new AppError('command-not-allowed', 'the register is closed already');
  if (today <= `${register.year}-12-31` && !/\S/.test(decision))
    throw invalidField('decision', 'required', 'before the end of its year a register is closed by a decision');
  return { ...register, state: 'closed' };
}

/** The number that the next act gets. @throws AppError `command-not-allowed` for a closed register */
export function nextNumber(register: Register): number {
  if (register.state === 'closed')
    throw new AppError('command-not-allowed', `register ${registerId(register)} is closed: no act after it`);
  return register.lastNumber + 1;
}

/** An act belongs to the register of the year in which it is drawn up. */
export const yearOfRegistration = (today: string): number => Number(today.slice(0, 4));
