export { DeadlineInputError } from './deadline-input-error.ts';
export { type DueDateInput, dueDate } from './due-date.ts';
export { explain } from './explain.ts';
export { dayOf, daysOpen, isWorkingDay, localDateOf, officeHours, startOfDay } from './local-days.ts';
export { moroccoLegalTime2018, moroccoLegalTime2026 } from './morocco/legal-time.ts';
export { moroccoPublicCalendar } from './morocco/public-calendar.ts';
export { explainMovement, type Movement, moved } from './movement.ts';
export type { CalendarChange, Reason } from './movement-reasons.ts';
export type {
  Calendar,
  DateRange,
  Deadline,
  Delay,
  Holiday,
  Language,
  LocalDate,
  LocalizedText,
  OfficeHours,
  OffsetOverride,
  Pause,
  Step,
  Suspended,
  WeekendChange,
} from './types.ts';
export { type Warning, type WarningInput, type WarningRule, warningInstants } from './warning-instants.ts';
