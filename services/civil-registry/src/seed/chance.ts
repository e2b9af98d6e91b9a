import { createHash } from 'node:crypto';

/** Reproducible chance: the same labels give the same numbers on every machine (mulberry32). Never for secrets. */
export class Chance {
  #state: number;

  constructor(...labels: readonly (string | number)[]) {
    this.#state = createHash('sha256').update(labels.join('\0')).digest().readUInt32LE(0);
  }

  /** 0 ≤ n < 1 */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(bound: number): number {
    return Math.floor(this.next() * bound);
  }

  happens(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(from: readonly T[]): T {
    const one = from[this.below(from.length)];
    if (one === undefined) throw new RangeError('nothing to pick from');
    return one;
  }

  /** The first of a list far more often than the last, as names are spread. */
  pickCommon<T>(from: readonly T[]): T {
    const one = from[Math.floor(from.length * this.next() ** 2)];
    if (one === undefined) throw new RangeError('nothing to pick from');
    return one;
  }
}
