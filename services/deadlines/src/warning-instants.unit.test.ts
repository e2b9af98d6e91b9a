import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { moroccoPublicCalendar as calendar, DeadlineInputError, dueDate, warningInstants } from './index.ts';

const legal = { receivedAt: '2026-06-01T09:00Z', delay: { amount: 60, unit: 'calendar-day' as const }, calendar };

describe('warningInstants', () => {
  it('warns 15 and 5 days before the last day, when offices open', () => {
    expect(warningInstants(legal)).toEqual([
      { at: '2026-07-16T07:30:00.000Z', on: '2026-07-16', rules: [{ kind: 'days-before', days: 15 }] },
      { at: '2026-07-26T07:30:00.000Z', on: '2026-07-26', rules: [{ kind: 'days-before', days: 5 }] },
    ]);
  });

  it('is when offices open in Ramadan: at 09:00 GMT', () => {
    const [warning] = warningInstants({ ...legal, receivedAt: '2026-01-10T09:00Z', daysBefore: [5] });
    expect(warning?.at).toBe('2026-03-06T09:00:00.000Z');
  });

  it('counts shares in the delay’s own days, pauses and holidays left out', () => {
    const target = {
      receivedAt: '2026-09-07T08:00Z',
      delay: { amount: 5, unit: 'working-day' as const },
      calendar,
      pauses: [{ from: '2026-09-09T09:00Z', to: '2026-09-14T14:00Z' }],
      daysBefore: [],
      shares: [0.5, 0.8],
    };
    expect(warningInstants(target).map(({ at }) => at)).toEqual([
      '2026-09-15T07:30:00.000Z',
      '2026-09-16T07:30:00.000Z',
    ]);
  });

  it('sends one warning where rules meet', () => {
    expect(warningInstants({ ...legal, daysBefore: [30, 30], shares: [0.5] })).toEqual([
      {
        at: '2026-07-01T07:30:00.000Z',
        on: '2026-07-01',
        rules: [
          { kind: 'days-before', days: 30 },
          { kind: 'share', share: 0.5 },
        ],
      },
    ]);
  });

  it('leaves out what would come before the receipt', () => {
    const short = { ...legal, delay: { amount: 5, unit: 'calendar-day' as const } };
    expect(warningInstants(short)).toEqual([]);
    expect(warningInstants({ ...short, receivedAt: '2026-06-01T07:00Z' }).map(({ on }) => on)).toEqual(['2026-06-01']);
  });

  it('while suspended warns of used shares only', () => {
    const pauses = [{ from: '2026-07-10T09:00Z' }];
    expect(warningInstants({ ...legal, pauses, shares: [0.5, 0.8] }).map(({ on }) => on)).toEqual(['2026-07-01']);
  });

  it('does not mistake binary fractions for another day', () => {
    const hundred = { ...legal, delay: { amount: 100, unit: 'calendar-day' as const }, daysBefore: [], shares: [0.07] };
    expect(warningInstants(hundred).map(({ on }) => on)).toEqual(['2026-06-08']);
  });

  it.each([
    ['daysBefore', { daysBefore: [-1] }],
    ['daysBefore', { daysBefore: [1.5] }],
    ['shares', { shares: [0] }],
    ['shares', { shares: [1.01] }],
  ])('refuses bad %s', (field, rules) => {
    const attempt = () => warningInstants({ ...legal, ...rules });
    expect(attempt).toThrow(DeadlineInputError);
    expect(attempt).toThrow(expect.objectContaining({ field }));
  });

  it('is ordered, without doubles, after the receipt and before the due instant', () => {
    const rules = fc.record({
      amount: fc.integer({ min: 0, max: 60 }),
      minutes: fc.integer({ min: 0, max: 500_000 }),
      daysBefore: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 5 }),
      shares: fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { maxLength: 5 }),
    });
    fc.assert(
      fc.property(rules, ({ amount, minutes, daysBefore, shares }) => {
        const receivedAt = new Date(Date.UTC(2026, 0, 1, 0, minutes)).toISOString();
        const input = { receivedAt, delay: { amount, unit: 'working-day' as const }, calendar };
        const at = warningInstants({ ...input, daysBefore, shares }).map((warning) => warning.at);
        expect(at).toEqual([...new Set(at)].sort());
        expect(at.every((instant) => instant > receivedAt && instant < dueDate(input).dueAt)).toBe(true);
      }),
    );
  });
});
