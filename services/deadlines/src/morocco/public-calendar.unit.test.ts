import { describe, expect, it } from '@jest/globals';
import { moroccoPublicCalendar } from './public-calendar.ts';

const { holidays, hours = [] } = moroccoPublicCalendar;

/** Dates of a month and day of the tabular Islamic calendar, from the runtime's own calendar data. */
function tabular(month: number, day: number): string[] {
  const format = new Intl.DateTimeFormat('en-u-ca-islamic-civil-nu-latn', {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'numeric',
  });
  const dates: string[] = [];
  for (let at = Date.UTC(2024, 0, 1); at < Date.UTC(2031, 0, 1); at += 86_400_000) {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    if (parts.month === month && parts.day === day) dates.push(new Date(at).toISOString().slice(0, 10));
  }
  return dates;
}

describe('the Moroccan public calendar', () => {
  it('holds the holidays of 2026', () => {
    expect(holidays.filter(({ date }) => date.startsWith('2026')).map(({ date }) => date)).toEqual([
      ...['2026-01-01', '2026-01-11', '2026-01-14', '2026-03-20', '2026-03-21', '2026-05-01', '2026-05-27'],
      ...['2026-05-28', '2026-06-17', '2026-07-30', '2026-08-14', '2026-08-20', '2026-08-21', '2026-08-26'],
      ...['2026-08-27', '2026-10-31', '2026-11-06', '2026-11-18'],
    ]);
  });

  it.each([
    ['Aïd al-Fitr', [...tabular(10, 1), ...tabular(10, 2)]],
    ['Aïd al-Adha', [...tabular(12, 10), ...tabular(12, 11)]],
    ['1er Moharram', tabular(1, 1)],
    ['Aïd al-Mawlid', [...tabular(3, 12), ...tabular(3, 13)]],
  ])('foresees %s by the tabular Islamic calendar', (name, dates) => {
    const named = holidays.filter((holiday) => holiday.name.fr === name);
    expect(named.map(({ date }) => date)).toEqual(dates.sort());
    expect(named.every(({ status }) => status === 'foreseen')).toBe(true);
  });

  it('foresees the hours of Ramadan from its first day to the day before the Aïd', () => {
    const ramadan = hours.filter(({ name }) => name?.fr === 'Ramadan');
    const eve = (date: string): string => new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);
    expect(ramadan.map(({ from }) => from)).toEqual(tabular(9, 1));
    // The last one runs into 2031, beyond the table of the oracle.
    expect(ramadan.slice(0, -1).map(({ to }) => to)).toEqual(tabular(10, 1).map(eve));
    expect(ramadan.every(({ opens, closes }) => opens === '09:00' && closes === '15:00')).toBe(true);
  });

  it('has the day of Unity only since it was instituted', () => {
    const unity = holidays.filter(({ date }) => date.endsWith('-10-31')).map(({ date }) => date.slice(0, 4));
    expect(unity).toEqual(['2026', '2027', '2028', '2029', '2030']);
  });

  it('names every holiday in Arabic script and in French', () => {
    for (const { name } of holidays) {
      expect(name.ar).toMatch(/^[\p{Script=Arabic} ]+$/u);
      expect(name.fr).toMatch(/^[\p{Script=Latin}0-9' -]+$/u);
    }
  });
});
