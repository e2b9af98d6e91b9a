import type { LocalDate } from '@jamaa/deadlines';

/** One row of dated configuration; both dates are included. `source` cites the text, or says that it is our rule. */
export interface Dated<T> {
  readonly validFrom: LocalDate;
  readonly validTo?: LocalDate;
  readonly source: string;
  readonly value: T;
}

/**
 * The row in force on a local date; the later row wins where two overlap.
 * @throws RangeError when none is: a delay is never guessed
 */
export function inForce<T>(rows: readonly Dated<T>[], on: LocalDate, what: string): Dated<T> {
  const row = rows.findLast((one) => one.validFrom <= on && (one.validTo === undefined || on <= one.validTo));
  if (row === undefined) throw new RangeError(`no ${what} policy is in force on ${on}`);
  return row;
}
