import { CalendarContent as Message } from '@jamaa/proto/sla/v1/sla';
import { describe, expect, it } from '@jest/globals';
import type { CalendarContent } from '../domain/calendar/content.ts';
import { contentMessage, contentOfMessage } from './calendar-content.ts';

const name = { ar: 'عيد العرش', fr: 'Fête du Trône' };
const whole: CalendarContent = {
  weekend: [6, 0],
  weekendChanges: [{ from: '2030-01-01', weekend: [5, 6] }],
  holidays: [
    { date: '2027-07-30', name, status: 'confirmed' },
    { date: '2027-05-16', name, status: 'foreseen' },
  ],
  workingDays: ['2027-07-31'],
  offsetOverrides: [
    { from: '2027-02-07', to: '2027-03-14', offsetMinutes: 0 },
    { from: '2040-01-01', offsetMinutes: 60 },
  ],
  hours: [
    { from: '2027-02-08', to: '2027-03-09', weekdays: [1, 2], opens: '09:00', closes: '15:00', name },
    { from: '2027-01-01', opens: '08:30', closes: '16:30' },
  ],
};

describe('a calendar as the hub tells it', () => {
  it.each([
    ['all that a calendar may hold', whole],
    ['an empty one', { weekendChanges: [], holidays: [], workingDays: [], offsetOverrides: [], hours: [] }],
  ])('arrives as it was: %s', (_what, content: CalendarContent) => {
    const told = Message.decode(Message.encode(contentMessage(content)).finish());
    expect(contentOfMessage(told)).toEqual(content);
  });

  it('is refused with a status that this build does not know', () => {
    const told = contentMessage(whole);
    const [first] = told.holidays;
    if (first !== undefined) first.status = 'rumoured';
    expect(() => contentOfMessage(told)).toThrow('a holiday is rumoured');
  });
});
