import { describe, expect, it } from '@jest/globals';
import { type Calendar, DeadlineInputError, type DueDateInput, dueDate, type Pause } from './index.ts';

const calendar: Calendar = {
  id: 'test',
  version: 7,
  zone: 'UTC',
  weekend: [6, 7],
  holidays: [{ date: '2026-05-01', name: { ar: 'عيد الشغل', fr: 'Fête du Travail' }, status: 'confirmed' }],
};
const working = (amount: number) => ({ amount, unit: 'working-day' as const });
const calendarDays = (amount: number) => ({ amount, unit: 'calendar-day' as const });
/** Monday 4 May 2026. */
const monday = '2026-05-04T09:00Z';

describe('pauses', () => {
  const due = (pauses: Pause[], delay: DueDateInput['delay'] = working(5)) =>
    dueDate({ receivedAt: monday, delay, calendar, pauses });

  it('adds calendar days to a calendar-day target', () => {
    const pauses = [{ from: '2026-05-06T10:00Z', to: '2026-05-10T10:00Z' }];
    expect(due(pauses, calendarDays(5))).toMatchObject({ lastDay: '2026-05-13' });
  });

  it('adds nothing when the complement comes on the day of the request', () => {
    expect(due([{ from: '2026-05-06T10:00Z', to: '2026-05-06T17:00Z' }])).toMatchObject({ lastDay: '2026-05-11' });
  });

  it('counts overlapping pauses once, in whatever order they are given', () => {
    const pauses = [
      { from: '2026-05-07T10:00Z', to: '2026-05-12T10:00Z' },
      { from: '2026-05-06T10:00Z', to: '2026-05-08T10:00Z' },
    ];
    const merged = due(pauses);
    expect(merged).toMatchObject({ lastDay: '2026-05-15' });
    expect(merged.steps.filter(({ kind }) => kind === 'pause')).toEqual([
      {
        kind: 'pause',
        askedOn: '2026-05-06',
        givenOn: '2026-05-12',
        days: 4,
        ranges: [
          { from: '2026-05-07', to: '2026-05-08' },
          { from: '2026-05-11', to: '2026-05-12' },
        ],
      },
    ]);
  });

  it('changes nothing when asked after the last day', () => {
    expect(due([{ from: '2026-05-11T10:00Z' }])).toMatchObject({ lastDay: '2026-05-11' });
    expect(due([{ from: '2026-05-12T10:00Z', to: '2026-05-20T10:00Z' }])).toMatchObject({ lastDay: '2026-05-11' });
  });

  it('suspends while the complement is awaited, with what remains', () => {
    const suspended = due([{ from: '2026-05-06T10:00Z' }]);
    expect(suspended).toEqual({
      suspended: true,
      since: '2026-05-06',
      remaining: 3,
      receivedOn: '2026-05-04',
      steps: [{ kind: 'receipt', date: '2026-05-04' }],
      calendarVersion: 7,
      delay: working(5),
    });
  });

  it('lets an open pause swallow one that ended inside it', () => {
    const pauses = [{ from: '2026-05-05T10:00Z' }, { from: '2026-05-06T10:00Z', to: '2026-05-07T10:00Z' }];
    expect(due(pauses)).toMatchObject({ suspended: true, since: '2026-05-05', remaining: 4 });
  });
});

describe('the last day', () => {
  it('is the day of receipt for a delay of zero, working or not', () => {
    expect(dueDate({ receivedAt: '2026-05-09T09:00Z', delay: working(0), calendar }).dueAt).toBe(
      '2026-05-10T00:00:00.000Z',
    );
  });

  it('rolls over a weekend and the holiday behind it', () => {
    const withMonday = { ...calendar, holidays: [{ ...calendar.holidays[0], date: '2026-05-11' }] } as Calendar;
    const delay = { ...calendarDays(5), rollToWorkingDay: true };
    const rolled = dueDate({ receivedAt: monday, delay, calendar: withMonday });
    expect(rolled.lastDay).toBe('2026-05-12');
    expect(rolled.steps.at(-1)).toEqual({ kind: 'roll', from: '2026-05-09', to: '2026-05-12' });
  });

  it('may be a weekend day or holiday worked by exception', () => {
    const input = { receivedAt: '2026-04-30T09:00Z', delay: working(2) };
    const exceptional = { ...calendar, workingDays: ['2026-05-01', '2026-05-02'] };
    expect(dueDate({ ...input, calendar }).lastDay).toBe('2026-05-05');
    expect(dueDate({ ...input, calendar: exceptional }).lastDay).toBe('2026-05-02');
  });

  it('accepts a Date for the receipt', () => {
    expect(dueDate({ receivedAt: new Date(monday), delay: calendarDays(1), calendar }).lastDay).toBe('2026-05-05');
  });
});

describe('bad input names its field', () => {
  const good: DueDateInput = { receivedAt: monday, delay: working(5), calendar };
  const holiday = calendar.holidays[0];
  const cases: [field: string, input: unknown][] = [
    ['delay.amount', { ...good, delay: working(-1) }],
    ['delay.amount', { ...good, delay: working(1.5) }],
    ['delay.amount', { ...good, delay: working(Number.NaN) }],
    ['delay.amount', { ...good, delay: working(3651) }],
    ['delay.unit', { ...good, delay: { amount: 1, unit: 'week' } }],
    ['receivedAt', { ...good, receivedAt: 'yesterday' }],
    ['receivedAt', { ...good, receivedAt: '2026-05-04T09:00' }],
    ['receivedAt', { ...good, receivedAt: '2026-02-30T09:00Z' }],
    ['receivedAt', { ...good, receivedAt: new Date(Number.NaN) }],
    ['receivedAt', { ...good, receivedAt: undefined }],
    ['receivedAt', { ...good, receivedAt: '2200-01-01T00:00Z' }],
    ['pauses[0].from', { ...good, pauses: [{ from: 'soon' }] }],
    [
      'pauses[1].to',
      {
        ...good,
        pauses: [
          { from: monday, to: monday },
          { from: monday, to: '2026-05-04T08:59Z' },
        ],
      },
    ],
    ['calendar.zone', { ...good, calendar: { ...calendar, zone: 'Africa/Nowhere' } }],
    ['calendar.version', { ...good, calendar: { ...calendar, version: -1 } }],
    ['calendar.weekend', { ...good, calendar: { ...calendar, weekend: [0] } }],
    ['calendar.weekend', { ...good, calendar: { ...calendar, weekend: [1, 2, 3, 4, 5, 6, 7] } }],
    [
      'calendar.holidays[1].date',
      { ...good, calendar: { ...calendar, holidays: [holiday, { ...holiday, date: '2026-02-30' }] } },
    ],
    [
      'calendar.holidays[0].date',
      { ...good, calendar: { ...calendar, holidays: [{ ...holiday, date: '1 May 2026' }] } },
    ],
    ['calendar.workingDays[0]', { ...good, calendar: { ...calendar, workingDays: ['2026-13-01'] } }],
    ['calendar.offsetOverrides[0].from', overriding({ from: '2026-2-1', offsetMinutes: 0 })],
    ['calendar.offsetOverrides[0].to', overriding({ from: '2026-02-01', to: '2026-02-01', offsetMinutes: 0 })],
    ['calendar.offsetOverrides[0].offsetMinutes', overriding({ from: '2026-02-01', offsetMinutes: 0.5 })],
  ];
  function overriding(row: unknown) {
    return { ...good, calendar: { ...calendar, offsetOverrides: [row] } };
  }

  it.each(cases)('%s', (field, input) => {
    const attempt = () => dueDate(input as DueDateInput);
    expect(attempt).toThrow(DeadlineInputError);
    expect(attempt).toThrow(expect.objectContaining({ field, message: expect.stringContaining(field) }));
  });
});
