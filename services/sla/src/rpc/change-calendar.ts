import { localDateOf, type OfficeHours, type OffsetOverride } from '@jamaa/deadlines';
import { callerKey, invalidField, type RpcCall } from '@jamaa/kit';
import type { ChangeCalendarRequest, ChangeCalendarResponse } from '@jamaa/proto/sla/v1/sla';
import type { CalendarEdit } from '../domain/calendar/edit.ts';
import { writeCalendar } from '../store/write-calendar.ts';
import { changeMessage } from './calendar-messages.ts';
import { administers, type Deps } from './deps.ts';

const MOST_ENTRIES = 100;
const LONGEST = 300;

/** Changes days to come of one calendar, all or none, audited and published; open deadlines follow in the background. */
export const changeCalendar =
  (deps: Deps) =>
  async (request: ChangeCalendarRequest, call: RpcCall): Promise<ChangeCalendarResponse> => {
    const { platform, ruleBook, base } = deps;
    await administers(deps, request.calendar, call);
    const { calendar } = await ruleBook.current();
    const now = platform.clock.now();
    const source = sourceOf(request.source);
    const row = await writeCalendar(platform.mongo, {
      calendar: request.calendar,
      expectedVersion: request.expectedVersion,
      edit: editOf(request),
      base: base.calendar,
      today: localDateOf(now, calendar),
      ...{ at: now, systemAt: new Date(platform.clock.system()), actor: callerKey(call.caller), source },
    });
    platform.relay.poke();
    deps.onCalendarChange();
    return { change: changeMessage(row) };
  };

/** The text that a change rests on. @throws AppError `validation-failed` */
export function sourceOf(text: string): string {
  const source = text.trim();
  if (source === '') throw invalidField('source', 'required', 'name the text or decision that says so');
  if (source.length > LONGEST) throw invalidField('source', 'too-long', `at most ${LONGEST} characters`);
  return source;
}

function editOf(request: ChangeCalendarRequest): CalendarEdit {
  const { add, remove, confirm, worked, notWorked, weekend, legalTime, hours } = request;
  const entries = { add, remove, confirm, worked, not_worked: notWorked, legal_time: legalTime, hours };
  for (const [field, list] of Object.entries(entries))
    if (list.length > MOST_ENTRIES) throw invalidField(field, 'too-many', `at most ${MOST_ENTRIES} entries at once`);
  return {
    add: add.map((one, i) => ({
      from: one.from,
      to: one.to === '' ? one.from : one.to,
      name: nameOf(one.name, `add.${i}.name`),
      status: statusOf(one.status, `add.${i}.status`),
    })),
    ...{ remove, confirm, worked, notWorked },
    weekend: weekend && { from: weekend.from, weekend: weekend.weekdays },
    legalTime: legalTime.map(
      ({ from, to, offsetMinutes }): OffsetOverride => ({ from, offsetMinutes, ...(to === '' ? {} : { to }) }),
    ),
    hours: hours.map(
      ({ from, to, weekdays, opens, closes, name }, i): OfficeHours => ({
        ...{ from, opens, closes },
        ...(to === '' ? {} : { to }),
        ...(weekdays.length === 0 ? {} : { weekdays }),
        ...(name === undefined ? {} : { name: nameOf(name, `hours.${i}.name`) }),
      }),
    ),
  };
}

function nameOf(name: { ar: string; fr: string } | undefined, field: string): { ar: string; fr: string } {
  const { ar, fr } = { ar: name?.ar.trim() ?? '', fr: name?.fr.trim() ?? '' };
  for (const [language, text] of Object.entries({ ar, fr }))
    if (text === '' || text.length > LONGEST)
      throw invalidField(`${field}.${language}`, 'required', 'a name is told in Arabic and French');
  return { ar, fr };
}

function statusOf(status: string, field: string): 'foreseen' | 'confirmed' {
  if (status !== 'foreseen' && status !== 'confirmed')
    throw invalidField(field, 'unknown', 'must be foreseen or confirmed');
  return status;
}
