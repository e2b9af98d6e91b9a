import type { Calendar } from '../types.ts';
import { civilHolidays } from './civil-holidays.ts';
import { moroccoLegalTime2018 } from './legal-time.ts';
import { moroccoOfficeHours } from './office-hours.ts';
import { religiousHolidays } from './religious-holidays.ts';

/**
 * The seed of the public sector's calendar, 2024 to 2030. From then on it is dated configuration that administrators
 * edit: they confirm or move religious dates, add days decreed at short notice, and set legal time.
 */
export const moroccoPublicCalendar: Calendar = {
  id: 'ma-public',
  version: 1,
  zone: 'Africa/Casablanca',
  weekend: [6, 7],
  holidays: [...civilHolidays(2024, 2030), ...religiousHolidays].sort((a, b) => a.date.localeCompare(b.date)),
  offsetOverrides: moroccoLegalTime2018,
  hours: moroccoOfficeHours,
};
