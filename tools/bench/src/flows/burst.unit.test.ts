import { describe, expect, it } from '@jest/globals';
import { recovery } from './burst.ts';

const run = (start: number, took: number, good = true) => ({ start, took, good });
const calm = [run(0, 700), run(1_000, 600), run(2_000, 800)];

describe('recovery after a burst', () => {
  it('is at once when the first flow afterwards is good', () => {
    expect(recovery([...calm, run(3_000, 9_000), run(10_000, 900)], 3_000, 10_000)).toBe(0);
  });
  it('begins with the first flow after the last slow or failed one', () => {
    const after = [run(10_000, 5_000), run(11_000, 900), run(12_000, 900, false), run(13_500, 1_300)];
    expect(recovery([...calm, ...after], 3_000, 10_000)).toBe(3.5);
  });
  it('never came when the last flow is slow', () => {
    expect(recovery([...calm, run(10_000, 1_500)], 3_000, 10_000)).toBeUndefined();
  });
});
