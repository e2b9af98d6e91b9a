import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Calendar, DeadlineInputError, type OfficeHours, officeHours, warningInstants } from './index.ts';

const calendar = (...hours: OfficeHours[]): Calendar => ({
  ...{ id: 'test', version: 1, zone: 'Africa/Casablanca', weekend: [6, 7], holidays: [] },
  offsetOverrides: [{ from: '2026-01-01', offsetMinutes: 60 }],
  hours,
});
const usual: OfficeHours = { from: '2026-01-01', opens: '08:00', closes: '16:00' };
const summer: OfficeHours = { from: '2026-07-01', to: '2026-08-31', opens: '07:30', closes: '14:00' };
const opens = (date: string, ...hours: OfficeHours[]) => officeHours(date, calendar(...hours)).opens;

describe('office hours', () => {
  it('are those of the decree without a row, and before the first', () => {
    expect(officeHours('2026-05-04', calendar())).toEqual({ opens: '08:30', closes: '16:30' });
    expect(opens('2025-12-31', usual)).toBe('08:30');
  });

  it('hold on the first and on the last day of a row, and not beside it', () => {
    const days = ['2026-06-30', '2026-07-01', '2026-08-31', '2026-09-01'];
    expect(days.map((day) => opens(day, usual, summer))).toEqual(['08:00', '07:30', '07:30', '08:00']);
  });

  it('of a particular time win over usual ones that were said later', () => {
    const later: OfficeHours = { ...usual, from: '2026-06-01', opens: '09:00' };
    expect(opens('2026-07-15', summer, later)).toBe('07:30');
    expect(opens('2026-06-15', usual, summer, later)).toBe('09:00');
  });

  it('may be of some days of the week alone', () => {
    const friday: OfficeHours = { ...usual, weekdays: [5], opens: '08:15' };
    expect(opens('2026-05-08', usual, friday)).toBe('08:15');
    expect(opens('2026-05-07', usual, friday)).toBe('08:00');
  });

  it('say when a warning leaves', () => {
    const delay = { amount: 10, unit: 'calendar-day' as const };
    const input = { receivedAt: '2026-06-25T09:00Z', delay, daysBefore: [2], calendar: calendar(usual, summer) };
    // The last day is 5 July; 3 July lies in summer.
    expect(warningInstants(input).map(({ at }) => at)).toEqual(['2026-07-03T06:30:00.000Z']);
  });

  it('never send a warning at night, whatever the rows', () => {
    const time = fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, '0')}:00`);
    const row = fc.tuple(time, time).filter(([a, b]) => a < b);
    fc.assert(
      fc.property(fc.array(row, { maxLength: 5 }), fc.integer({ min: 1, max: 90 }), (rows, amount) => {
        const hours = rows.map(([from, to]): OfficeHours => ({ ...usual, opens: from, closes: to }));
        const delay = { amount, unit: 'calendar-day' as const };
        for (const { at, on } of warningInstants({
          receivedAt: '2026-05-04T09:00Z',
          delay,
          calendar: calendar(...hours),
        })) {
          const local = new Date(Date.parse(at) + 3_600_000).toISOString();
          expect(local.slice(0, 16)).toBe(`${on}T${officeHours(on, calendar(...hours)).opens}`);
        }
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['an end before the start', { ...summer, to: '2026-06-01' }, 'calendar.hours[0].to'],
    ['closing before opening', { ...usual, closes: '07:00' }, 'calendar.hours[0].closes'],
    ['what is no time', { ...usual, opens: '24:00' }, 'calendar.hours[0].opens'],
    ['an eighth weekday', { ...usual, weekdays: [8] }, 'calendar.hours[0].weekdays'],
    ['what is no date', { ...usual, from: '2026-02-30' }, 'calendar.hours[0].from'],
  ])('%s is refused by name', (_what, row, field) => {
    expect(() => opens('2026-05-04', row)).toThrow(expect.objectContaining({ constructor: DeadlineInputError, field }));
  });
});
