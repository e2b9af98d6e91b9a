import { describe, expect, it } from '@jest/globals';
import { isSuggestion, withCorrection } from './suggestion.ts';

const now = new Date('2026-11-02T09:00:00Z');
const DAY_MS = 86_400_000;
const corrections = (...daysAgo: number[]) =>
  daysAgo.map((days, index) => ({
    complaintId: `case-${index}`,
    reference: `ref-${index}`,
    at: new Date(now.getTime() - days * DAY_MS),
  }));

describe('corrections make a suggestion', () => {
  it('from five within ninety days on, and not before or later', () => {
    expect(isSuggestion(corrections(89, 60, 30, 1, 0), now)).toBe(true);
    expect(isSuggestion(corrections(89, 60, 30, 1), now)).toBe(false);
    expect(isSuggestion(corrections(90, 60, 30, 1, 0), now)).toBe(false);
  });
  it('each case once, however often it is corrected', () => {
    const again = corrections(0).reduce(withCorrection, corrections(3, 2));
    expect(again.map(({ complaintId }) => complaintId)).toEqual(['case-1', 'case-0']);
  });
});
