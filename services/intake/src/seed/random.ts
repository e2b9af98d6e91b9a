import { createHash } from 'node:crypto';

/** Numbers that look random and are the same on every machine for the same seed. Never for secrets. */
export interface Random {
  /** Evenly between 0 (included) and 1 (excluded). */
  next(): number;
  /** A whole number from 0 up to, and without, `end`. */
  below(end: number): number;
  chance(probability: number): boolean;
  pick<T>(choices: readonly T[]): T;
  /** Log-normal: half of the values below `median`; `sigma` is the spread of their logarithm. */
  around(median: number, sigma: number): number;
  bytes(length: number): Uint8Array;
}

/** The generator `sfc32`, begun from a hash of the labels: each chunk of a seed has one of its own. */
export function createRandom(...labels: readonly (string | number)[]): Random {
  const start = createHash('sha256').update(labels.join('\0')).digest();
  let [a, b, c, counter] = [start.readInt32LE(0), start.readInt32LE(4), start.readInt32LE(8), 1];
  const word = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let warm = 0; warm < 12; warm += 1) word();
  const next = (): number => word() / 2 ** 32;
  const below = (end: number): number => Math.floor(next() * end);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick<T>(choices: readonly T[]): T {
      const chosen = choices[below(choices.length)];
      if (chosen === undefined) throw new RangeError('nothing to pick from');
      return chosen;
    },
    around: (median, sigma) =>
      median * Math.exp(sigma * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())),
    bytes: (length) => Uint8Array.from({ length }, () => word() & 255),
  };
}

/** Draws from choices by weight; built once, a draw costs a binary search. @throws RangeError when no weight is positive. */
export function weighted<T>(choices: readonly (readonly [choice: T, weight: number])[]): (random: Random) => T {
  let sum = 0;
  const ends = choices.map(([, weight]) => {
    sum += weight;
    return sum;
  });
  if (!(sum > 0)) throw new RangeError('no weight is positive');
  return (random) => {
    const index = firstAbove(ends, random.next() * sum);
    const chosen = choices[index];
    if (chosen === undefined) throw new RangeError('a weight is negative');
    return chosen[0];
  };
}

/** Index of the first of ascending `ends` that is greater than `value`. */
export function firstAbove(ends: readonly number[], value: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ends[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
