import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Calendar, type Deadline, type Delay, dueDate, type Pause, type Suspended } from './index.ts';

// The oracle below walks local date texts with Date and Intl alone and shares nothing with the implementation.
const formats = new Map<string, Intl.DateTimeFormat>();
function localParts(instant: Date, timeZone: string): { date: string; time: string } {
  const known = formats.get(timeZone);
  const format = known ?? new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(timeZone, format);
  const [date = '', time = ''] = format.format(instant).split(' ');
  return { date, time };
}
function following(date: string): string {
  const next = new Date(`${date}T12:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}
function isOff(date: string, calendar: Calendar): boolean {
  if (calendar.workingDays?.includes(date)) return false;
  const weekday = new Date(`${date}T12:00:00Z`).getUTCDay() || 7;
  return calendar.weekend.includes(weekday) || calendar.holidays.some((holiday) => holiday.date === date);
}
function naiveLastDay(received: string, delay: Delay, calendar: Calendar, pauses: readonly Pause[]): string {
  const local = (instant: string) => localParts(new Date(instant), calendar.zone).date;
  let date = received;
  for (let counted = 0; counted < delay.amount; ) {
    date = following(date);
    const paused = pauses.some(({ from, to = '' }) => date > local(from) && date <= local(to));
    if (!paused && !(delay.unit === 'working-day' && isOff(date, calendar))) counted += 1;
  }
  while (delay.rollToWorkingDay && isOff(date, calendar)) date = following(date);
  return date;
}

const first = Date.parse('2024-01-10T00:00Z');
const minutes = (from: number, days: number) =>
  fc.integer({ min: 0, max: days * 1440 }).map((n) => new Date(from + n * 60_000).toISOString());
// Near the Ramadan changes of 2024 to 2026 as often as anywhere else.
const instant = fc.oneof(
  minutes(first, 900),
  ...['2024-03-05', '2024-04-10', '2025-02-20', '2025-04-02', '2026-02-11', '2026-03-18'].map((d) =>
    minutes(Date.parse(d), 8),
  ),
);
const date = minutes(first, 1100).map((at) => at.slice(0, 10));
const holiday = date.map((on) => ({ date: on, name: { ar: 'عطلة', fr: 'Férié' }, status: 'foreseen' as const }));
const calendar: fc.Arbitrary<Calendar> = fc.record({
  id: fc.constant('random'),
  version: fc.nat(),
  zone: fc.constantFrom('Africa/Casablanca', 'Africa/Cairo', 'Pacific/Auckland', 'America/Lima'),
  weekend: fc.constantFrom([6, 7], [5], [], [5, 6]),
  holidays: fc.array(holiday, { maxLength: 120 }),
  workingDays: fc.array(date, { maxLength: 20 }),
});
const delay: fc.Arbitrary<Delay> = fc.record({
  amount: fc.integer({ min: 0, max: 90 }),
  unit: fc.constantFrom('calendar-day', 'working-day'),
  rollToWorkingDay: fc.boolean(),
});
const pause = fc
  .tuple(instant, fc.integer({ min: 0, max: 40 * 1440 }))
  .map(([from, length]) => ({ from, to: new Date(Date.parse(from) + length * 60_000).toISOString() }));
const pauses = fc.array(pause, { maxLength: 4 });
const scene = fc.record({ receivedAt: instant, delay, calendar, pauses });

function running(result: Deadline | Suspended): Deadline {
  if (result.suspended) throw new Error('closed pauses must not suspend');
  return result;
}

describe('dueDate, for any calendar, receipt, delay and pauses', () => {
  it('agrees with counting dates one by one, and ends at the local midnight after the last day', () => {
    fc.assert(
      fc.property(scene, (input) => {
        const due = running(dueDate(input));
        const { zone } = input.calendar;
        const received = localParts(new Date(input.receivedAt), zone).date;
        expect(due.receivedOn).toBe(received);
        expect(due.lastDay).toBe(naiveLastDay(received, input.delay, input.calendar, input.pauses));
        const dueAt = new Date(due.dueAt);
        expect(localParts(dueAt, zone).date).toBe(following(due.lastDay));
        expect(localParts(new Date(dueAt.getTime() - 1), zone).date).toBe(due.lastDay);
      }),
      { numRuns: 400 },
    );
  });

  it('ends at 00:00 on Casablanca clocks, across the changes around Ramadan', () => {
    fc.assert(
      fc.property(scene, (input) => {
        const casablanca = { ...input.calendar, zone: 'Africa/Casablanca' };
        const { dueAt } = running(dueDate({ ...input, calendar: casablanca }));
        expect(localParts(new Date(dueAt), 'Africa/Casablanca').time).toBe('00:00:00');
      }),
    );
  });

  it('never comes earlier for a later receipt or a longer delay', () => {
    fc.assert(
      fc.property(scene, instant, fc.integer({ min: 0, max: 30 }), (input, otherReceipt, more) => {
        const [sooner = '', later = ''] = [input.receivedAt, otherReceipt].sort();
        const due = (receivedAt: string, amount: number) =>
          running(dueDate({ ...input, receivedAt, delay: { ...input.delay, amount } })).dueAt;
        expect(due(sooner, input.delay.amount) <= due(later, input.delay.amount)).toBe(true);
        expect(due(sooner, input.delay.amount) <= due(sooner, input.delay.amount + more)).toBe(true);
      }),
    );
  });

  it('never comes earlier when a holiday is added, and calendar days do not move at all unless they roll', () => {
    fc.assert(
      fc.property(scene, holiday, (input, added) => {
        const more = { ...input.calendar, holidays: [...input.calendar.holidays, added] };
        const [before, after] = [running(dueDate(input)), running(dueDate({ ...input, calendar: more }))];
        expect(after.dueAt >= before.dueAt).toBe(true);
        if (input.delay.unit === 'calendar-day' && !input.delay.rollToWorkingDay)
          expect(after.dueAt).toBe(before.dueAt);
      }),
    );
  });

  it('never comes later when a pause is taken away, nor changes when one is given twice', () => {
    fc.assert(
      fc.property(scene, fc.nat(), (input, pick) => {
        const due = (chosen: Pause[]) => running(dueDate({ ...input, pauses: chosen })).dueAt;
        const fewer = input.pauses.filter((_, i) => i !== pick % Math.max(1, input.pauses.length));
        expect(due(fewer) <= due(input.pauses)).toBe(true);
        expect(due([...input.pauses, ...input.pauses].reverse())).toBe(due(input.pauses));
      }),
    );
  });

  it('goes on where it stopped: the days remaining at an open pause are those counted after its complement', () => {
    fc.assert(
      fc.property(scene, instant, minutes(Date.parse('2026-09-01'), 60), (input, from, to) => {
        const unrolled = { ...input, delay: { ...input.delay, rollToWorkingDay: false } };
        const open = dueDate({ ...unrolled, pauses: [{ from }] });
        const given = running(dueDate({ ...unrolled, pauses: [{ from, to }] }));
        const rest =
          open.suspended && from > input.receivedAt
            ? dueDate({
                ...unrolled,
                pauses: undefined,
                receivedAt: to,
                delay: { ...unrolled.delay, amount: open.remaining },
              })
            : given;
        expect(given.lastDay).toBe(rest.lastDay);
      }),
    );
  });

  it('accounts for every day between receipt and last day', () => {
    fc.assert(
      fc.property(scene, (input) => {
        const { zone } = input.calendar;
        const due = running(
          dueDate({ ...input, delay: { ...input.delay, unit: 'calendar-day', rollToWorkingDay: false } }),
        );
        const paused = due.steps.reduce((sum, step) => sum + (step.kind === 'pause' ? step.days : 0), 0);
        const received = Date.parse(localParts(new Date(input.receivedAt), zone).date);
        expect((Date.parse(due.lastDay) - received) / 86_400_000).toBe(input.delay.amount + paused);
      }),
    );
  });
});
