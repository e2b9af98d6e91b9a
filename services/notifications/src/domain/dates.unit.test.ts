import { describe, expect, it } from '@jest/globals';
import { dateInWords, daysBetween, lastDayOf, localDay, localTime } from './dates.ts';

describe('dates in words', () => {
  it.each([
    ['2027-01-01', 'الجمعة فاتح يناير 2027', 'vendredi 1er janvier 2027'],
    ['2026-08-14', 'الجمعة 14 غشت 2026', 'vendredi 14 août 2026'],
    ['2026-07-30', 'الخميس 30 يوليوز 2026', 'jeudi 30 juillet 2026'],
  ])('%s', (date, ar, fr) => {
    expect(dateInWords(date, 'ar')).toBe(ar);
    expect(dateInWords(date, 'fr')).toBe(fr);
  });
  it('are short where there is little room', () => {
    expect(dateInWords('2026-11-18', 'ar', 'short')).toBe('18 نونبر 2026');
  });
});

describe('the last day of a delay', () => {
  it.each([
    ['at GMT+1', '2027-01-01T23:00:00Z', '2027-01-01'],
    ['at GMT, around Ramadan', '2026-03-13T00:00:00Z', '2026-03-12'],
    ['computed at GMT and read at GMT+1', '2027-01-02T00:00:00Z', '2027-01-01'],
  ])('%s', (_what, dueAt, day) => {
    expect(lastDayOf(new Date(dueAt))).toBe(day);
  });
});

describe('legal time', () => {
  it.each([
    ['GMT+1', '2026-11-02T09:05:00Z', '2026-11-02', '10:05'],
    ['GMT in Ramadan', '2026-03-02T09:05:00Z', '2026-03-02', '09:05'],
    ['the night of the change, before', '2026-02-15T01:59:00Z', '2026-02-15', '02:59'],
    ['the night of the change, after', '2026-02-15T02:00:00Z', '2026-02-15', '02:00'],
    ['past local midnight', '2026-06-30T23:30:00Z', '2026-07-01', '00:30'],
  ])('%s', (_what, at, day, time) => {
    expect([localDay(new Date(at)), localTime(new Date(at))]).toEqual([day, time]);
  });
});

it('days between', () => {
  expect(daysBetween('2026-12-30', '2027-01-02')).toBe(3);
  expect(daysBetween('2027-01-02', '2027-01-02')).toBe(0);
});
