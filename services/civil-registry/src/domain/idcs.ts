import { randomInt } from 'node:crypto';

/** Where identifiers of the registry (IDCS) come from. The national register gives them; development makes them by chance. */
export interface IdcsPort {
  /** A new identifier; the index that holds each once is what makes it unique. */
  next(): Promise<string>;
  /** Whether ten digits can be an identifier: the algorithm of the check digit is not published. */
  check(digits: string): boolean;
}

export const developmentIdcs: IdcsPort = {
  next: async () => String(randomInt(1, 10)) + String(randomInt(0, 1_000_000_000)).padStart(9, '0'),
  check: () => true,
};
