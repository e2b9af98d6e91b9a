import { describe, expect, it } from '@jest/globals';
import { bandOf, quantile } from './delay.ts';

describe('bands of delays', () => {
  it.each([
    [0, 0],
    [1, 0],
    [2, 1],
    [3, 2],
    [60, 6],
    [61, 7],
    [90, 7],
    [91, 8],
  ])('%d days lie in band %d', (days, band) => expect(bandOf(days)).toBe(band));

  it('give the delay within which a share of the cases lies, straight within a band', () => {
    // Ten within 10 to 15 days: the fifth in the middle.
    expect(quantile([0, 0, 0, 0, 10, 0, 0, 0, 0], 0.5)).toBe(12.5);
    expect(quantile([5, 0, 0, 0, 0, 5, 0, 0, 0], 0.5)).toBe(1);
    expect(quantile([5, 0, 0, 0, 0, 5, 0, 0, 0], 0.9)).toBe(27);
  });

  it('say of the longest only that they are longer than 90 days, and 0 of none', () => {
    expect(quantile([0, 0, 0, 0, 0, 0, 0, 0, 3], 0.5)).toBe(90);
    expect(quantile([0, 0, 0, 0, 0, 0, 0, 0, 0], 0.9)).toBe(0);
  });
});
