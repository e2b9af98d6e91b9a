import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { zoneClock } from './zone-clock.ts';

const day = (date: string) => Date.parse(date) / 86_400_000;
const iso = (ms: number) => new Date(ms).toISOString();
// Cairo, Havana and Beirut skip midnight itself in spring; Casablanca changes up to three times a year.
const zones = [
  'Africa/Casablanca',
  'Africa/Cairo',
  'America/Havana',
  'Asia/Beirut',
  'Europe/Paris',
  'Pacific/Apia',
  'UTC',
];

describe('zoneClock', () => {
  it('starts days when the zone database says, midnight skipped or not', () => {
    const days = fc.date({ min: new Date('2012-01-01'), max: new Date('2035-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.constantFrom(...zones), days, (zone, date) => {
        const expected = Temporal.PlainDate.from(iso(date.getTime()).slice(0, 10)).toZonedDateTime(zone);
        expect(zoneClock(zone).dayStart(Math.floor(date.getTime() / 86_400_000))).toBe(expected.epochMilliseconds);
      }),
    );
  });

  it('puts each instant into the day that the zone database gives it', () => {
    const instants = fc.date({ min: new Date('2012-02-01'), max: new Date('2035-11-30'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.constantFrom(...zones.filter((zone) => zone !== 'Pacific/Apia')), instants, (zone, at) => {
        const local = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate();
        expect(zoneClock(zone).dayOf(at.getTime())).toBe(day(local.toString()));
      }),
    );
  });

  it('begins a day whose midnight is skipped at the first instant after the gap', () => {
    expect(iso(zoneClock('Africa/Cairo').dayStart(day('2024-04-26')))).toBe('2024-04-25T22:00:00.000Z');
    expect(iso(zoneClock('America/Havana').instantAt(day('2024-03-10'), 30))).toBe('2024-03-10T05:00:00.000Z');
  });

  describe('with an override table', () => {
    const moved = [
      { from: '2026-01-01', to: '2027-01-01', offsetMinutes: 60 },
      { from: '2026-02-08', to: '2026-03-15', offsetMinutes: 0 },
    ];
    const clock = zoneClock('Africa/Casablanca', moved);
    const starts: [date: string, start: string][] = [
      ['2026-02-08', '2026-02-07T23:00:00.000Z'],
      ['2026-02-09', '2026-02-09T00:00:00.000Z'],
      ['2026-03-15', '2026-03-15T00:00:00.000Z'],
      ['2026-03-16', '2026-03-15T23:00:00.000Z'],
      ['2026-11-10', '2026-11-09T23:00:00.000Z'],
    ];

    it.each(starts)('%s starts at %s: clocks change in the small hours, and the later row wins', (date, start) => {
      expect(iso(clock.dayStart(day(date)))).toBe(start);
      expect(clock.dayOf(Date.parse(start))).toBe(day(date));
      expect(clock.dayOf(Date.parse(start) - 1)).toBe(day(date) - 1);
    });

    it('changes at 02:00 UTC: an hour past midnight is still on the old legal time', () => {
      expect(iso(clock.instantAt(day('2026-02-08'), 60))).toBe('2026-02-08T00:00:00.000Z');
      expect(iso(clock.instantAt(day('2026-03-15'), 60))).toBe('2026-03-15T01:00:00.000Z');
    });

    it('leaves other dates to the zone database', () => {
      const plain = zoneClock('Africa/Casablanca');
      expect(clock.dayStart(day('2025-03-01'))).toBe(plain.dayStart(day('2025-03-01')));
    });
  });
});
