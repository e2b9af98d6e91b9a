import { describe, expect, it } from '@jest/globals';
import { VERSIONS_PER_EPOCH, versionAfter } from './epoch.ts';

describe('versions of an aggregate', () => {
  it('count from 1 where nothing was ever restored', () => {
    expect([0, 1, 7].map((version) => versionAfter(version, 0))).toEqual([1, 2, 8]);
  });
  it('rise above all that was given before a restore, and go on from there', () => {
    const first = versionAfter(3, 1);
    expect(first).toBeGreaterThan(VERSIONS_PER_EPOCH);
    expect(versionAfter(first, 1)).toBe(first + 1);
    expect(versionAfter(first + 1, 2)).toBeGreaterThan(2 * VERSIONS_PER_EPOCH);
  });
  it('never go back, whatever the epoch says', () => {
    expect(versionAfter(5 * VERSIONS_PER_EPOCH, 1)).toBe(5 * VERSIONS_PER_EPOCH + 1);
  });
});
