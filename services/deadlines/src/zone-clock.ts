import { Temporal } from 'temporal-polyfill';
import { DAY_MS, epochDay } from './civil-date.ts';
import { DeadlineInputError } from './deadline-input-error.ts';
import type { OffsetOverride } from './types.ts';

const MINUTE_MS = 60_000;
const CHANGE_HOUR_MS = 120 * MINUTE_MS;
const REMEMBERED_STARTS = 40_000;
const REMEMBERED_CLOCKS = 64;

/** Converts between instants (epoch milliseconds) and the local days (epoch days) of one zone. */
export interface ZoneClock {
  /** First instant of the local day. */
  dayStart(day: number): number;
  /** First instant at which local clocks show `minutes` past midnight or, where they skip it, later. */
  instantAt(day: number, minutes: number): number;
  /** Local day in which the instant falls. */
  dayOf(ms: number): number;
}

const clocks = new Map<string, ZoneClock>();

/**
 * The clock of a zone, the override table winning over the runtime's zone data. Clocks are shared between calendars:
 * asking the runtime for an offset costs microseconds, so the starts of days are remembered per zone and table.
 * @throws DeadlineInputError for an unknown zone (`calendar.zone`) or a bad row (`calendar.offsetOverrides[i]…`)
 */
export function zoneClock(zone: string, overrides: readonly OffsetOverride[] = []): ZoneClock {
  const key = JSON.stringify([zone, overrides]);
  const known = clocks.get(key);
  if (known) return known;
  const clock = createClock(offsetReader(zone, overrides));
  if (clocks.size >= REMEMBERED_CLOCKS) clocks.clear();
  clocks.set(key, clock);
  return clock;
}

type OffsetAt = (ms: number) => number;

function offsetReader(zone: string, overrides: readonly OffsetOverride[]): OffsetAt {
  const fromRuntime: OffsetAt = (ms) =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000;
  try {
    fromRuntime(0);
  } catch (cause) {
    if (!(cause instanceof RangeError || cause instanceof TypeError)) throw cause;
    throw new DeadlineInputError('calendar.zone', `must be an IANA time zone, got ${JSON.stringify(zone)}`);
  }
  const rows = overrides.map(overrideRow);
  return (ms) => rows.findLast((row) => ms >= row.from && ms < row.to)?.offset ?? fromRuntime(ms);
}

function overrideRow(row: OffsetOverride, index: number): { from: number; to: number; offset: number } {
  const field = `calendar.offsetOverrides[${index}]`;
  const from = epochDay(row.from, `${field}.from`);
  const to = row.to === undefined ? Number.POSITIVE_INFINITY : epochDay(row.to, `${field}.to`);
  if (to <= from) throw new DeadlineInputError(`${field}.to`, 'must be after from');
  if (!Number.isInteger(row.offsetMinutes) || Math.abs(row.offsetMinutes) > 18 * 60) {
    throw new DeadlineInputError(`${field}.offsetMinutes`, 'must be whole minutes between -1080 and 1080');
  }
  return {
    from: from * DAY_MS + CHANGE_HOUR_MS,
    to: to * DAY_MS + CHANGE_HOUR_MS,
    offset: row.offsetMinutes * MINUTE_MS,
  };
}

function createClock(offsetAt: OffsetAt): ZoneClock {
  const starts = new Map<number, number>();
  const dayStart = (day: number): number => {
    const known = starts.get(day);
    if (known !== undefined) return known;
    const start = firstInstant(day * DAY_MS, offsetAt);
    if (starts.size >= REMEMBERED_STARTS) starts.clear();
    starts.set(day, start);
    return start;
  };
  return {
    dayStart,
    instantAt: (day, minutes) => firstInstant(day * DAY_MS + minutes * MINUTE_MS, offsetAt),
    dayOf: (ms) => {
      let day = Math.floor(ms / DAY_MS);
      while (ms < dayStart(day)) day -= 1;
      while (ms >= dayStart(day + 1)) day += 1;
      return day;
    },
  };
}

/** First instant at which clocks show `local` (milliseconds as if UTC); the end of the gap where they skip it. */
function firstInstant(local: number, offsetAt: OffsetAt): number {
  const before = offsetAt(local - DAY_MS);
  const after = offsetAt(local + DAY_MS);
  const earlier = local - Math.max(before, after);
  const later = local - Math.min(before, after);
  if (offsetAt(earlier) === local - earlier) return earlier;
  if (offsetAt(later) === local - later) return later;
  let low = earlier;
  let high = later;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === after) high = middle;
    else low = middle;
  }
  return high;
}
