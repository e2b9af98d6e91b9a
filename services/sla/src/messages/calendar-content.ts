import type { Holiday, OfficeHours, OffsetOverride } from '@jamaa/deadlines';
import type { LocalizedText } from '@jamaa/proto/platform/v1/platform';
import { CalendarContent as Message } from '@jamaa/proto/sla/v1/sla';
import type { CalendarContent } from '../domain/calendar/content.ts';

/** A calendar as the hub tells it. */
export const contentMessage = (content: CalendarContent): Message =>
  Message.fromPartial({
    weekends: [
      ...(content.weekend === undefined ? [] : [{ from: '', weekdays: [...content.weekend] }]),
      ...content.weekendChanges.map(({ from, weekend }) => ({ from, weekdays: [...weekend] })),
    ],
    holidays: content.holidays.map(({ date, name, status }) => ({ from: date, to: date, name, status })),
    worked: [...content.workingDays],
    legalTime: (content.offsetOverrides ?? []).map(({ from, to = '', offsetMinutes }) => ({ from, to, offsetMinutes })),
    hours: (content.hours ?? []).map(({ weekdays, to = '', ...row }) => ({
      ...row,
      to,
      weekdays: [...(weekdays ?? [])],
    })),
  });

/** The calendar that was told. @throws RangeError for a status that this build does not know */
export function contentOfMessage(message: Message): CalendarContent {
  const first = message.weekends.find(({ from }) => from === '');
  return {
    ...(first === undefined ? {} : { weekend: first.weekdays }),
    weekendChanges: message.weekends
      .filter(({ from }) => from !== '')
      .map(({ from, weekdays }) => ({ from, weekend: weekdays })),
    holidays: message.holidays.map(({ from, name, status }) => ({
      date: from,
      name: textOf(name),
      status: statusOf(status),
    })),
    workingDays: message.worked,
    offsetOverrides: message.legalTime.map(
      ({ from, to, offsetMinutes }): OffsetOverride => ({ from, offsetMinutes, ...(to === '' ? {} : { to }) }),
    ),
    hours: message.hours.map(
      ({ from, to, weekdays, opens, closes, name }): OfficeHours => ({
        ...{ from, opens, closes },
        ...(to === '' ? {} : { to }),
        ...(weekdays.length === 0 ? {} : { weekdays }),
        ...(name === undefined ? {} : { name: textOf(name) }),
      }),
    ),
  };
}

const textOf = (name: LocalizedText | undefined): { ar: string; fr: string } => ({
  ar: name?.ar ?? '',
  fr: name?.fr ?? '',
});

function statusOf(status: string): Holiday['status'] {
  if (status !== 'foreseen' && status !== 'confirmed') throw new RangeError(`a holiday is ${status}`);
  return status;
}
