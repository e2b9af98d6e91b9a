import { describe, expect, it } from '@jest/globals';
import { DUPLICATE_THRESHOLD, duplicateScore, identityKeys, queryKeys } from '../index.ts';
import { editDistance, plainLikeness } from './edit-distance.ts';
import { labelledSet } from './labelled-set.ts';
import { allPairs, bestThreshold, byKeys, qualityAt, wantedIn } from './measure.ts';

describe('finding persons declared twice', () => {
  const set = labelledSet({ seed: 4, size: 200, asked: 200 });
  const wanted = wantedIn(set);

  it('reaches 95 % of recall and of precision where plain edit distance, at its best threshold, does not', () => {
    const found = byKeys(set, { stored: identityKeys, asked: queryKeys }, duplicateScore);
    const ours = qualityAt(DUPLICATE_THRESHOLD, found.pairs, wanted);
    expect(ours.recall).toBeGreaterThanOrEqual(0.95);
    expect(ours.precision).toBeGreaterThanOrEqual(0.95);
    expect(found.tokensOfAct).toBeLessThan(8);

    const pairs = allPairs(set, plainLikeness);
    const plain = qualityAt(bestThreshold(pairs, wanted), pairs, wanted);
    expect(plain.recall).toBeLessThan(0.9);
  });

  it('is made anew the same by its seed', () => {
    expect(labelledSet({ seed: 4, size: 200, asked: 200 })).toEqual(set);
    expect(labelledSet({ seed: 5, size: 200, asked: 200 })).not.toEqual(set);
  });

  it.each([
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['abc', 'abc', 0],
  ])('edit distance of %s and %s', (a, b, distance) => expect(editDistance(a, b)).toBe(distance));
});
