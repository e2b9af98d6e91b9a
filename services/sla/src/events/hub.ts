import { type EventHandler, on, type Platform } from '@jamaa/kit';
import { slaEvents } from '@jamaa/proto/catalog';
import { NATIONAL } from '../domain/calendar/content.ts';
import { policyId } from '../domain/policies/added.ts';
import type { Rules } from '../domain/policies/rules.ts';
import { contentOfMessage } from '../messages/calendar-content.ts';
import { policyOf } from '../messages/policy.ts';
import { appendCalendar } from '../store/append-calendar.ts';
import { appendPolicy } from '../store/append-policy.ts';
import { calendarRows, policyRows, rulesRow } from '../store/rule-rows.ts';

const ACTOR = 'service:sla@00';

/**
 * What the hub has decided for the nation, in a cell: the national calendar as it is told, and national rules. Bodies' own calendars and
 * rules are mastered in their cell, and what the hub's own bodies have is nobody's business here.
 */
export const hubHandlers = (
  platform: Pick<Platform, 'mongo' | 'clock'>,
  base: Rules,
  onCalendarChange: () => void,
): EventHandler[] => [
  on(slaEvents.calendarChanged, async ({ data, time }, { session, afterCommit }) => {
    const { calendar, version, content, firstDay, instants, source } = data;
    if (calendar !== NATIONAL || content === undefined) return;
    const { mongo, clock } = platform;
    const row = await calendarRows(mongo).findOne({ _id: calendar }, { session });
    if (row !== null && row.version >= version) return;
    const rules = await rulesRow(mongo, session);
    appendCalendar(session, row, rules, {
      content: contentOfMessage(content),
      firstDay: firstDay === '' ? undefined : firstDay,
      ...{ calendar, version, instants, source, actor: ACTOR, firstGeneration: base.calendar.version },
      ...{ at: time, systemAt: new Date(clock.system()), facts: { version, source } },
    });
    afterCommit(onCalendarChange);
  }),
  on(slaEvents.policyChanged, async ({ data: { row }, time }, { session }) => {
    if (row === undefined || row.organisation !== '') return;
    const policy = policyOf(row);
    const id = policyId(policy);
    const { mongo } = platform;
    if ((await policyRows(mongo).findOne({ _id: id }, { session })) !== null) return;
    const entry = { row: { ...policy, id }, at: time, actor: ACTOR, generation: base.calendar.version };
    appendPolicy(session, await rulesRow(mongo, session), entry);
  }),
];
