import { describe, expect, it } from '@jest/globals';
import { createSamples, percentile } from './samples.ts';

describe('percentile by nearest rank', () => {
  it.each([
    [[15, 20, 35, 40, 50], 5, 15],
    [[15, 20, 35, 40, 50], 30, 20],
    [[15, 20, 35, 40, 50], 40, 20],
    [[15, 20, 35, 40, 50], 50, 35],
    [[15, 20, 35, 40, 50], 100, 50],
    [[7], 1, 7],
    [[7], 99, 7],
    [[], 50, 0],
  ])('of %j at %d is %d', (values, percent, expected) => {
    expect(percentile(values, percent)).toBe(expected);
  });

  it('of 1 to 100 is the percentage itself', () => {
    const values = Array.from({ length: 100 }, (_, index) => index + 1);
    for (const percent of [1, 50, 95, 99, 100]) expect(percentile(values, percent)).toBe(percent);
  });

  it.each([0, -1, 101])('refuses %d', (percent) => {
    expect(() => percentile([1], percent)).toThrow(RangeError);
  });
});

describe('samples', () => {
  it('summarise exactly, in any order, beyond the first buffer', () => {
    const samples = createSamples();
    const values = Array.from({ length: 3000 }, (_, index) => index + 1);
    for (const value of values.toSorted((a, b) => (a % 7) - (b % 7))) samples.record(value);
    expect(samples.summary()).toEqual({ count: 3000, mean: 1500.5, p50: 1500, p95: 2850, p99: 2970, max: 3000 });
  });

  it('can be summarised in between', () => {
    const samples = createSamples();
    samples.record(2);
    expect(samples.summary().max).toBe(2);
    samples.record(1);
    expect(samples.summary()).toEqual({ count: 2, mean: 1.5, p50: 1, p95: 2, p99: 2, max: 2 });
  });

  it('of nothing are zero', () => {
    expect(createSamples().summary()).toEqual({ count: 0, mean: 0, p50: 0, p95: 0, p99: 0, max: 0 });
  });
});
