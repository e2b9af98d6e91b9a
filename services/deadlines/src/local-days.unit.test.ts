import { describe, expect, it } from '@jest/globals';
import { moroccoPublicCalendar as calendar, DeadlineInputError, daysOpen, isWorkingDay, localDateOf } from './index.ts';

describe('isWorkingDay', () => {
  it.each([
    ['2026-05-26', true],
    ['2026-05-27', false],
    ['2026-05-30', false],
    ['2026-10-31', false],
    ['2026-11-06', false],
  ])('%s: %s', (date, expected) => {
    expect(isWorkingDay(date, calendar)).toBe(expected);
  });

  it('lets an exceptional working day win over weekend and holiday', () => {
    const exceptional = { ...calendar, workingDays: ['2026-05-27', '2026-05-30'] };
    expect(isWorkingDay('2026-05-27', exceptional)).toBe(true);
    expect(isWorkingDay('2026-05-30', exceptional)).toBe(true);
  });

  it('lets a weekend change from a day on and leaves the days before as they were', () => {
    const later = { ...calendar, weekendChanges: [{ from: '2026-06-08', weekend: [5] }] };
    const days = ['2026-06-05', '2026-06-06', '2026-06-12', '2026-06-13'];
    expect(days.map((date) => isWorkingDay(date, later))).toEqual([true, false, false, true]);
    const none = { ...calendar, weekendChanges: [{ from: '2026-06-08', weekend: [1, 2, 3, 4, 5, 6, 7] }] };
    expect(() => isWorkingDay('2026-06-05', none)).toThrow('must leave a day of the week to work');
  });

  it('refuses what is no date', () => {
    expect(() => isWorkingDay('2026-02-29', calendar)).toThrow(DeadlineInputError);
  });
});

describe('localDateOf', () => {
  it.each([
    ['2026-06-30T22:59:59.999Z', '2026-06-30'],
    ['2026-06-30T23:00Z', '2026-07-01'],
    ['2026-03-01T23:30Z', '2026-03-01'],
  ])('%s is %s in Casablanca', (instant, date) => {
    expect(localDateOf(instant, calendar)).toBe(date);
  });
});

describe('daysOpen', () => {
  const receivedAt = '2026-06-30T23:30Z';
  it.each([
    ['2026-07-01T22:00Z', 0],
    ['2026-07-01T23:00Z', 1],
    ['2026-07-31T12:00Z', 30],
    ['2026-08-01T12:00Z', 31],
  ])('at %s a case received on 1 July is open for %d days', (now, days) => {
    expect(daysOpen(receivedAt, now, calendar)).toBe(days);
  });

  it('refuses a day before the receipt', () => {
    expect(() => daysOpen(receivedAt, '2026-06-30T12:00Z', calendar)).toThrow('now must not be before receivedAt');
  });
});
