import { type Calendar, warningInstants } from '@jamaa/deadlines';

/** When offices open, `daysLater` calendar days after the local day of `from`; `undefined` when that is not after `from`. */
export function officeOpening(from: Date, daysLater: number, calendar: Calendar): Date | undefined {
  const [opening] = warningInstants({
    receivedAt: from,
    delay: { amount: daysLater, unit: 'calendar-day' },
    calendar,
    daysBefore: [0],
  });
  return opening === undefined ? undefined : new Date(opening.at);
}

/** The first opening of offices after an instant. */
export const nextOfficeOpening = (after: Date, calendar: Calendar): Date =>
  officeOpening(after, 0, calendar) ?? officeOpening(after, 1, calendar) ?? after;
