import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addYears, isDay, isPartialDay, isTime, spanOf } from './days.ts';

describe('a day', () => {
  it.each([
    ['2026-02-28', true],
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['1900-02-29', false],
    ['2000-02-29', true],
    ['2026-04-31', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-1-1', false],
    ['26-01-01', false],
    ['', false],
    ['2026-01-01T00:00', false],
  ])('%s: %s', (text, expected) => expect(isDay(text)).toBe(expected));
  it.each([
    ['1950', true],
    ['1950-06', true],
    ['1950-13', false],
    ['1950-06-31', false],
    ['19', false],
  ])('partial %s: %s', (text, expected) => expect(isPartialDay(text)).toBe(expected));
  it('that is partly known may be any of its days', () => {
    expect(spanOf('1950')).toEqual({ first: '1950-01-01', last: '1950-12-31' });
    expect(spanOf('2024-02')).toEqual({ first: '2024-02-01', last: '2024-02-29' });
    expect(spanOf('2026-03-07')).toEqual({ first: '2026-03-07', last: '2026-03-07' });
  });
  it('29 February moves to 28 February in a common year', () => expect(addYears('2024-02-29', 1)).toBe('2025-02-28'));
  it('moved there and back is the same', () => {
    const days = fc.integer({ min: -20_000, max: 20_000 });
    fc.assert(
      fc.property(days, fc.integer({ min: -9_000, max: 9_000 }), (start, by) => {
        const day = addDays('2000-01-01', start);
        expect(addDays(addDays(day, by), -by)).toBe(day);
        expect(isDay(addDays(day, by))).toBe(true);
      }),
    );
  });
});

describe('a time', () => {
  it.each([
    ['00:00', true],
    ['23:59', true],
    ['24:00', false],
    ['9:30', false],
    ['09:60', false],
  ])('%s: %s', (text, expected) => expect(isTime(text)).toBe(expected));
});
