import type { PersonRecord } from './clerks.ts';
import type { LabelledSet } from './labelled-set.ts';

export interface Quality {
  readonly recall: number;
  readonly precision: number;
  readonly threshold: number;
}

/** A pair that was compared: its score, and whether it is one person. */
export interface Scored {
  readonly score: number;
  readonly same: boolean;
}

/** Of the pairs compared; persons that were never compared count as missed. */
export function qualityAt(threshold: number, pairs: readonly Scored[], wanted: number): Quality {
  let [told, right] = [0, 0];
  for (const { score, same } of pairs) {
    if (score < threshold) continue;
    told += 1;
    if (same) right += 1;
  }
  return { threshold, recall: right / wanted, precision: told === 0 ? 1 : right / told };
}

const LEAST_THRESHOLD = 0.5;

/** The threshold from a half on with the best harmonic mean of recall and precision. */
export function bestThreshold(pairs: readonly Scored[], wanted: number): number {
  const likely = pairs.filter(({ score }) => score >= LEAST_THRESHOLD);
  let best = { threshold: LEAST_THRESHOLD, mean: 0 };
  for (let step = 0; step <= 50; step++) {
    const { threshold, recall, precision } = qualityAt(LEAST_THRESHOLD + step / 100, likely, wanted);
    const mean = (2 * recall * precision) / Math.max(recall + precision, 1e-9);
    if (mean > best.mean) best = { threshold, mean };
  }
  return best.threshold;
}

export const wantedIn = (set: LabelledSet): number => set.declarations.filter(({ of }) => of !== undefined).length;

/** Every declaration with every act: what a search without keys has to do. */
export const allPairs = (set: LabelledSet, score: (a: PersonRecord, b: PersonRecord) => number): Scored[] =>
  set.declarations.flatMap(({ record, of }) =>
    set.register.map((act, at) => ({ score: score(record, act), same: at === of })),
  );

export interface Found {
  readonly pairs: readonly Scored[];
  readonly tokensOfAct: number;
  /** Share of the persons sought that are among the candidates. */
  readonly reached: number;
}

/** The acts that have a key in common with a declaration, and their scores. */
export function byKeys(
  set: LabelledSet,
  keys: {
    readonly stored: (act: PersonRecord) => readonly string[];
    readonly asked: (declaration: PersonRecord) => readonly string[];
  },
  score: (a: PersonRecord, b: PersonRecord) => number,
): Found {
  const index = new Map<string, number[]>();
  let tokens = 0;
  for (const [at, act] of set.register.entries()) {
    for (const key of keys.stored(act)) {
      tokens += 1;
      const acts = index.get(key);
      if (acts === undefined) index.set(key, [at]);
      else acts.push(at);
    }
  }
  const pairs = set.declarations.flatMap(({ record, of }) => {
    const acts = [...new Set(keys.asked(record).flatMap((key) => index.get(key) ?? []))];
    return acts.flatMap((at) => {
      const act = set.register[at];
      return act === undefined ? [] : [{ score: score(record, act), same: at === of }];
    });
  });
  return {
    pairs,
    tokensOfAct: tokens / Math.max(1, set.register.length),
    reached: pairs.filter(({ same }) => same).length / wantedIn(set),
  };
}

/** How many others of `nation` people a person shares a token with by chance, by the first letter of the token. */
export function sharing(
  acts: readonly PersonRecord[],
  keys: (record: PersonRecord) => readonly string[],
  nation: number,
): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const act of acts) for (const key of new Set(keys(act))) uses.set(key, (uses.get(key) ?? 0) + 1);
  const others = new Map<string, number>();
  for (const [key, count] of uses) {
    const kind = key.slice(0, 1);
    others.set(kind, (others.get(kind) ?? 0) + count * (count - 1));
  }
  const pairs = acts.length * (acts.length - 1);
  return new Map([...others].map(([kind, count]) => [kind, (count / pairs) * nation]));
}
