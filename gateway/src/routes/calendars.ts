import type { CalendarChange } from '@jamaa/proto/sla/v1/sla';
import { ChangeCalendarRequest } from '@jamaa/proto/sla/v1/sla';
import { z } from 'zod';
import { route } from '../http/route.ts';
import { seenVersion } from '../http/seen-version.ts';
import { localizedText, problem } from './schemas.ts';

const calendarId = z.object({
  calendar: z.string().max(100).meta({ description: '`national` or the id of an organisation', example: 'national' }),
});
const date = z.iso.date().meta({ example: '2027-05-17' });
const name = z.strictObject({ ar: z.string().min(1).max(300), fr: z.string().min(1).max(300) });
const legalTime = z.strictObject({ from: date, to: date.optional(), offsetMinutes: z.int().min(-120).max(120) });
const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
  .meta({ example: '08:30' });
const hours = z
  .strictObject({
    from: date,
    to: date.optional(),
    weekdays: z.array(z.int().min(1).max(7)).max(7).optional(),
    opens: clockTime,
    closes: clockTime,
    name: name.optional(),
  })
  .meta({
    id: 'OfficeHours',
    description:
      'When offices are open, both days included: warnings and escalations leave when they open. Rows with an end (Ramadan) win over rows without, later rows over earlier ones; no delay counts hours',
  });
const status = z.enum(['foreseen', 'confirmed']);

const edit = z
  .strictObject({
    add: z
      .array(z.strictObject({ from: date, to: date.optional(), name, status }))
      .max(100)
      .optional(),
    remove: z.array(date).max(100).optional(),
    confirm: z.array(date).max(100).optional(),
    worked: z.array(date).max(100).optional(),
    notWorked: z.array(date).max(100).optional(),
    weekend: z.strictObject({ from: date, weekdays: z.array(z.int().min(1).max(7)).max(7) }).optional(),
    legalTime: z.array(legalTime).max(20).optional(),
    hours: z.array(hours).max(20).optional(),
    source: z.string().min(1).max(300),
  })
  .meta({ id: 'CalendarEdit', description: 'All of it is done or nothing; only today and days to come' });

const change = z
  .object({
    calendar: z.string(),
    version: z.int(),
    at: z.iso.datetime(),
    actor: z.string(),
    source: z.string(),
    firstDay: z.string().optional(),
    recalculation: z.object({
      state: z.enum(['none', 'running', 'done']),
      examined: z.int(),
      moved: z.int(),
      failed: z.int(),
      through: z.iso.datetime().optional(),
      doneAt: z.iso.datetime().optional(),
    }),
  })
  .meta({ id: 'CalendarChange' });

const states = ['none', 'running', 'done'] as const;

const changeBody = (one: CalendarChange): z.infer<typeof change> => ({
  calendar: one.calendar,
  version: one.version,
  at: one.at?.toISOString() ?? '',
  actor: one.actor,
  source: one.source,
  ...(one.firstDay === '' ? {} : { firstDay: one.firstDay }),
  recalculation: {
    state: states.find((state) => state === one.recalculation?.state) ?? 'none',
    examined: one.recalculation?.examined ?? 0,
    moved: one.recalculation?.moved ?? 0,
    failed: one.recalculation?.failed ?? 0,
    through: one.recalculation?.through?.toISOString(),
    doneAt: one.recalculation?.doneAt?.toISOString(),
  },
});

export const getCalendar = route({
  method: 'get',
  path: '/v1/calendars/{calendar}',
  operationId: 'getCalendar',
  tag: 'deadlines',
  summary: 'Working days of the nation or of an organisation, with the particular days of a year in words',
  quota: 'read',
  access: 'public',
  params: calendarId,
  query: z.strictObject({ year: z.coerce.number().int().min(2017).max(2100).optional() }),
  answers: {
    200: {
      description: 'The calendar; its ETag is the version to give with a change',
      schema: z.object({
        calendar: z.string(),
        version: z.int(),
        nationalVersion: z.int(),
        year: z.int(),
        weekends: z.array(z.object({ from: z.string().optional(), weekdays: z.array(z.int()) })),
        days: z.array(
          z.object({
            date: z.string(),
            kind: z.enum(['holiday', 'worked-by-exception']),
            name: localizedText.optional(),
            status: z.string().optional(),
            calendar: z.string(),
            explanation: localizedText,
          }),
        ),
        legalTime: z.array(z.object({ from: z.string(), to: z.string().optional(), offsetMinutes: z.int() })),
        hours: z.array(hours),
      }),
    },
    404: { description: 'No such organisation', schema: problem },
  },
  async handle({ params, query, services }) {
    const found = await services.sla.getCalendar({ calendar: params.calendar, year: query.year ?? 0 });
    const text = (of: { ar: string; fr: string } | undefined) => of && { ar: of.ar, fr: of.fr };
    return {
      status: 200,
      headers: { ETag: `"v${found.version}"` },
      body: {
        calendar: found.calendar,
        version: found.version,
        nationalVersion: found.nationalVersion,
        year: found.year,
        weekends: found.weekends.map(({ from, weekdays }) => ({ from: from || undefined, weekdays })),
        days: found.days.map((day) => ({
          ...{ date: day.date, kind: day.kind, name: text(day.name), status: day.status || undefined },
          ...{ calendar: day.calendar, explanation: text(day.explanation) },
        })),
        legalTime: found.legalTime.map((row) => ({ ...row, to: row.to || undefined })),
        hours: found.hours.map((row) => ({
          ...{ from: row.from, to: row.to || undefined, opens: row.opens, closes: row.closes, name: text(row.name) },
          ...(row.weekdays.length === 0 ? {} : { weekdays: row.weekdays }),
        })),
      },
    };
  },
});

export const changeCalendar = route({
  method: 'post',
  path: '/v1/calendars/{calendar}/changes',
  operationId: 'changeCalendar',
  tag: 'deadlines',
  summary: 'Add, confirm, move or remove days off, days worked by exception, weekends, legal time, office hours',
  quota: 'write',
  access: 'signed-in',
  params: calendarId,
  headers: z.object({ 'If-Match': z.string().max(20).meta({ description: 'ETag of the calendar, for example "v3"' }) }),
  body: edit,
  answers: {
    200: { description: 'The change; open deadlines follow in the background', schema: change },
    403: { description: 'Only administrators of the calendar’s scope', schema: problem },
    404: { description: 'No such organisation', schema: problem },
    412: { description: 'The calendar has changed since the ETag given', schema: problem },
    422: { description: 'A day is over, stands there already, or is no date', schema: problem },
  },
  async handle({ params, body, header, services }) {
    const { change: made } = await services.sla.changeCalendar(
      ChangeCalendarRequest.fromPartial({
        ...body,
        calendar: params.calendar,
        expectedVersion: seenVersion(header('if-match')),
      }),
    );
    if (made === undefined) throw new Error('sla answered no change');
    return { status: 200, body: changeBody(made), headers: { ETag: `"v${made.version}"` } };
  },
});

export const listCalendarChanges = route({
  method: 'get',
  path: '/v1/calendars/{calendar}/changes',
  operationId: 'listCalendarChanges',
  tag: 'deadlines',
  summary: 'Who changed a calendar, when and why, and how far open deadlines follow',
  quota: 'read',
  access: 'signed-in',
  params: calendarId,
  query: z.strictObject({ version: z.coerce.number().int().min(1).max(999_999_999).optional() }),
  answers: {
    200: { description: 'Newest first', schema: z.object({ changes: z.array(change) }) },
    403: { description: 'Only administrators of the calendar’s scope', schema: problem },
    404: { description: 'No such organisation', schema: problem },
  },
  async handle({ params, query, services }) {
    const { changes } = await services.sla.listCalendarChanges({
      calendar: params.calendar,
      version: query.version ?? 0,
    });
    return { status: 200, body: { changes: changes.map(changeBody) } };
  },
});
