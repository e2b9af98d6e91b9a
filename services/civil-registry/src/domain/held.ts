import { AppError, invalidField } from '@jamaa/kit';
import { registerId } from './identity.ts';
import { type Gap, LARGEST_GAP } from './imports/sequence.ts';
import type { Register } from './register.ts';

/** A register as it was restored: `epoch` is that of the database in which its counter was last known to be that of the paper. */
export interface Restored extends Register {
  readonly epoch?: number;
}

/**
 * Acts may have been signed on paper that a restored database knows nothing of. Numbers are consecutive and each is given once (law
 * 36-21), so an open register is held until somebody has looked at the paper. A closed one gives no number any more.
 */
export const isHeld = ({ state, epoch = 0 }: Pick<Restored, 'state' | 'epoch'>, now: number): boolean =>
  state === 'open' && epoch < now;

/** @throws AppError `register-held` */
export function refuseHeld(register: Restored, now: number): void {
  if (isHeld(register, now))
    throw new AppError(
      'register-held',
      `the database was restored: state the last number on paper of register ${registerId(register)}`,
    );
}

export interface Statement {
  readonly lastNumber: number;
  readonly reason: string;
}

/**
 * What an officer's statement of the last number on paper says of a held register: the numbers whose acts are on paper alone, if any.
 * @param known the highest number of the register that is known to have been given and lost; 0 for none
 * @throws AppError `command-not-allowed` when it is not held, `validation-failed` naming the field
 */
export function confirm(register: Restored, now: number, stated: Statement, known: number): Gap | undefined {
  const { lastNumber } = register;
  if (!isHeld(register, now)) throw new AppError('command-not-allowed', 'the register is not held');
  if (stated.lastNumber < lastNumber)
    throw invalidField('lastNumber', 'below-register', `the register itself has act ${lastNumber}`);
  if (stated.lastNumber < known)
    throw invalidField('lastNumber', 'below-known', `act ${known} was registered: look at the paper again`);
  if (stated.lastNumber - lastNumber > LARGEST_GAP)
    throw invalidField('lastNumber', 'jump', `more than ${LARGEST_GAP} acts above that of the register`);
  if (stated.lastNumber === lastNumber) return undefined;
  if (!/\S/.test(stated.reason))
    throw invalidField('reason', 'required', 'acts on paper alone are recorded with a reason');
  return { from: lastNumber + 1, to: stated.lastNumber };
}

/** The highest of these numbers, each `<bureau>/<kind>/<year>/<number>`, that is of this register; 0 for none. */
export function highestLost({ bureauId, kind, year }: Register, lost: Iterable<string>): number {
  const prefix = `${bureauId}/${kind}/${year}/`;
  let highest = 0;
  for (const one of lost) if (one.startsWith(prefix)) highest = Math.max(highest, Number(one.slice(prefix.length)));
  return highest;
}

/** Whether a register that is opened now may have been opened before and lost with its acts. */
export const bornHeld = (year: number, restoredAt: Date | undefined): boolean =>
  restoredAt !== undefined && year <= restoredAt.getUTCFullYear();
