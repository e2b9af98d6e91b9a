import { describe, expect, it } from '@jest/globals';
import { type Calendar, type DueDateInput, dueDate, moroccoLegalTime2026, moroccoPublicCalendar } from './index.ts';

/** The rule's worked examples, as literals: legal time of decree 2-18-855, GMT+1 but for Ramadan. */
const calendar = moroccoPublicCalendar;

const adhaOn = (dates: string[]): Calendar => ({
  ...calendar,
  version: 2,
  holidays: [
    ...calendar.holidays.filter(({ date }) => !date.startsWith('2026-05-2')),
    ...dates.map((date) => ({ date, name: { ar: 'عيد الأضحى', fr: 'Aïd al-Adha' }, status: 'confirmed' as const })),
  ],
});

type Example = [name: string, input: Omit<DueDateInput, 'calendar'> & { calendar?: Calendar }, dueAt: string];

const examples: Example[] = [
  [
    'a holiday at the end of a calendar-day delay stays',
    { receivedAt: '2026-11-02T10:00+01:00', delay: { amount: 60, unit: 'calendar-day' } },
    '2027-01-01T23:00:00.000Z',
  ],
  [
    'with the roll on, it moves to Monday 4 January',
    { receivedAt: '2026-11-02T10:00+01:00', delay: { amount: 60, unit: 'calendar-day', rollToWorkingDay: true } },
    '2027-01-04T23:00:00.000Z',
  ],
  [
    '31 October is a Saturday and 6 November a holiday',
    { receivedAt: '2026-10-30T17:30+01:00', delay: { amount: 5, unit: 'working-day' } },
    '2026-11-09T23:00:00.000Z',
  ],
  [
    'legal time is GMT from 15 February to 22 March',
    { receivedAt: '2026-02-10T09:00+01:00', delay: { amount: 30, unit: 'calendar-day' } },
    '2026-03-13T00:00:00.000Z',
  ],
  [
    'the day of receipt is the local one',
    { receivedAt: '2026-06-30T23:30Z', delay: { amount: 2, unit: 'calendar-day' } },
    '2026-07-03T23:00:00.000Z',
  ],
  [
    'Aïd al-Adha on 27 and 28 May',
    { receivedAt: '2026-05-25T11:00+01:00', delay: { amount: 2, unit: 'working-day' } },
    '2026-05-29T23:00:00.000Z',
  ],
  [
    'Aïd al-Adha moved to 28 and 29 May',
    {
      receivedAt: '2026-05-25T11:00+01:00',
      delay: { amount: 2, unit: 'working-day' },
      calendar: adhaOn(['2026-05-28', '2026-05-29']),
    },
    '2026-05-27T23:00:00.000Z',
  ],
  [
    'a complement asked on the 9th and given on the 14th takes three working days out',
    {
      receivedAt: '2026-09-07T09:00+01:00',
      delay: { amount: 5, unit: 'working-day' },
      pauses: [{ from: '2026-09-09T10:00+01:00', to: '2026-09-14T15:00+01:00' }],
    },
    '2026-09-17T23:00:00.000Z',
  ],
];

describe('worked examples', () => {
  it.each(examples)('%s', (_name, input, dueAt) => {
    expect(dueDate({ calendar, ...input })).toMatchObject({ dueAt });
  });

  it('ends at midnight GMT once the calendar says that legal time went back to GMT', () => {
    const gmt = { ...calendar, version: 2, offsetOverrides: moroccoLegalTime2026 };
    const delay = { amount: 60, unit: 'calendar-day' } as const;
    expect(dueDate({ receivedAt: '2026-11-02T09:00Z', delay, calendar: gmt })).toMatchObject({
      lastDay: '2027-01-01',
      dueAt: '2027-01-02T00:00:00.000Z',
    });
    expect(dueDate({ receivedAt: '2026-07-01T09:00Z', delay, calendar: gmt }).dueAt).toBe('2026-08-30T23:00:00.000Z');
  });
});
