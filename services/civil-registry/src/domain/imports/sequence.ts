/** Numbers that a register lacks, the first and the last. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** How far the numbers of a register have come. */
export interface Sequence {
  readonly firstNumber: number;
  /** The highest; one less than the first while there is none. */
  readonly lastNumber: number;
  /** Numbers that were passed over when a higher one was entered, as they were then. */
  readonly gaps: readonly Gap[];
  /** Numbers of gaps that came later, in the order of their entry. */
  readonly filled: readonly number[];
}

/** More missing numbers in a row are a slip of the pen, or a register that begins elsewhere (our rule). */
export const LARGEST_GAP = 500;

export type Taken =
  | { readonly next: Sequence; readonly gap?: Gap }
  | { readonly code: 'below-first' | 'double' | 'jump' };

/**
 * The sequence with this number, or why the number cannot stand there. Registers that were kept on paper have gaps: they are kept as such,
 * and a number in one may still come.
 */
export function takeNumber(sequence: Sequence, number: number): Taken {
  const { firstNumber, lastNumber, gaps, filled } = sequence;
  if (number < firstNumber) return { code: 'below-first' };
  if (number <= lastNumber) {
    const open = inGap(gaps, number) && !filled.includes(number);
    return open ? { next: { ...sequence, filled: [...filled, number] } } : { code: 'double' };
  }
  const missing = number - lastNumber - 1;
  if (missing === 0) return { next: { ...sequence, lastNumber: number } };
  if (missing > LARGEST_GAP) return { code: 'jump' };
  const gap = { from: lastNumber + 1, to: number - 1 };
  return { next: { ...sequence, lastNumber: number, gaps: [...gaps, gap] }, gap };
}

const inGap = (gaps: readonly Gap[], number: number): boolean =>
  gaps.some(({ from, to }) => from <= number && number <= to);

/** Numbers that are missing still, in order. */
export function missingOf({ gaps, filled }: Pick<Sequence, 'gaps' | 'filled'>): Gap[] {
  const there = new Set(filled);
  return gaps.flatMap(({ from, to }) => {
    const found: { from: number; to: number }[] = [];
    for (let number = from; number <= to; number += 1) {
      if (there.has(number)) continue;
      const last = found.at(-1);
      if (last?.to === number - 1) last.to = number;
      else found.push({ from: number, to: number });
    }
    return found;
  });
}

export const countOf = (gaps: readonly Gap[]): number => gaps.reduce((sum, { from, to }) => sum + to - from + 1, 0);
