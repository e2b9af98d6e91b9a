import { CalendarChange } from '@jamaa/proto/sla/v1/sla';
import type { CalendarChangeRow } from '../store/rule-rows.ts';

/** A change with how far open deadlines follow it. */
export function changeMessage(row: CalendarChangeRow): CalendarChange {
  const { calendar, version, at, actor, source, firstDay = '', progress } = row;
  const state = firstDay === '' ? 'none' : row.running ? 'running' : 'done';
  return CalendarChange.fromPartial({
    ...{ calendar, version, at, actor, source, firstDay },
    recalculation: { state, ...progress },
  });
}
