/** A civil date in the calendar's zone, `YYYY-MM-DD`. */
export type LocalDate = string;

/** The languages explanations are written in. */
export type Language = 'ar' | 'fr';

/** A text in both languages. */
export interface LocalizedText {
  ar: string;
  fr: string;
}

/** A day off. Religious dates are `foreseen` until the authority announces them. */
export interface Holiday {
  date: LocalDate;
  name: LocalizedText;
  status: 'foreseen' | 'confirmed';
}

/**
 * A stretch of legal time that wins over the runtime's zone data. `from` and `to` are the dates of the nights in which
 * the clocks change, as orders on legal time print them; the change itself is taken at 02:00 UTC, the hour Moroccan
 * orders set (03:00 at GMT+1). Without `to` the row has no end. Where rows overlap, the later row of the table wins.
 */
export interface OffsetOverride {
  from: LocalDate;
  to?: LocalDate;
  /** Minutes east of UTC: 60 for GMT+1, 0 for GMT. */
  offsetMinutes: number;
}

/** The weekend of a body from a local date on, as ISO weekdays. */
export interface WeekendChange {
  from: LocalDate;
  weekend: readonly number[];
}

/**
 * When offices are open, from a local date through another, both included. Rows with an end (Ramadan, summer) win over rows without
 * (the usual hours); among equals the later row of the table wins.
 */
export interface OfficeHours {
  from: LocalDate;
  to?: LocalDate;
  /** ISO weekdays; absent: all. */
  weekdays?: readonly number[];
  /** `HH:MM` local. */
  opens: string;
  closes: string;
  /** Of a particular time. */
  name?: LocalizedText;
}

/**
 * Dated configuration: which days are worked and what the legal time is. Treat it as frozen: it is indexed once per
 * object, so an edit is a new object with a higher `version`.
 */
export interface Calendar {
  id: string;
  version: number;
  /** IANA zone name. */
  zone: string;
  /** ISO weekdays off: 1 Monday … 7 Sunday. */
  weekend: readonly number[];
  /** Later weekends: each holds from its day on, the last that has begun counts. The days before keep theirs. */
  weekendChanges?: readonly WeekendChange[];
  holidays: readonly Holiday[];
  /** Days worked by exception; they win over weekends and holidays. */
  workingDays?: readonly LocalDate[];
  offsetOverrides?: readonly OffsetOverride[];
  /** Messages about deadlines leave when offices open; no delay counts hours. Without a row: 08:30 to 16:30. */
  hours?: readonly OfficeHours[];
}

/** A delay in whole days: 0 to 3650. */
export interface Delay {
  amount: number;
  unit: 'calendar-day' | 'working-day';
  /** Whether a last day off moves to the next working day. Default false. */
  rollToWorkingDay?: boolean;
}

/** A stop of the clock between a request for a complement and the complement. */
export interface Pause {
  /** Instant of the request. */
  from: string;
  /** Instant of the complement; absent while it is awaited. */
  to?: string;
}

/** First and last day of a run of days, both included. */
export interface DateRange {
  from: LocalDate;
  to: LocalDate;
}

/** Why a deadline falls where it does, in the order in which it is told. */
export type Step =
  /** The day of receipt, which is not counted. */
  | { kind: 'receipt'; date: LocalDate }
  /** Consecutive days of one holiday that would otherwise have counted. */
  | { kind: 'holiday'; from: LocalDate; to: LocalDate; days: number; name: LocalizedText; status: Holiday['status'] }
  /** A weekend day or holiday that counts because it is worked by exception. */
  | { kind: 'worked'; date: LocalDate }
  /** Days that a request for a complement took out of the count. */
  | { kind: 'pause'; askedOn: LocalDate; givenOn: LocalDate; days: number; ranges: readonly DateRange[] }
  /** All weekend days that were not counted. */
  | { kind: 'weekend'; days: number }
  /** A last day off that stays: the delay does not roll. `holiday` is absent for a weekend. */
  | { kind: 'kept'; date: LocalDate; holiday?: LocalizedText }
  /** A last day off that moved to the next working day. */
  | { kind: 'roll'; from: LocalDate; to: LocalDate; holiday?: LocalizedText }
  /** The offset of legal time, in minutes, differs between the start of the count and its end. */
  | { kind: 'legal-time'; before: number; after: number };

/** A computed due date and everything needed to explain it; plain data, safe to store as JSON. */
export interface Deadline {
  /** The end of the last day (24:00 local) as a UTC instant. */
  dueAt: string;
  lastDay: LocalDate;
  receivedOn: LocalDate;
  steps: readonly Step[];
  calendarVersion: number;
  delay: Delay;
  suspended?: never;
}

/** A clock stopped by a request that is still unanswered: it has no due date yet. */
export interface Suspended {
  suspended: true;
  /** Local day of the request; the days after it do not count. */
  since: LocalDate;
  /** Days of the delay's unit still to be counted once the complement has come. */
  remaining: number;
  receivedOn: LocalDate;
  steps: readonly Step[];
  calendarVersion: number;
  delay: Delay;
}
