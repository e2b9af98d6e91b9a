import type { Methods } from '@jamaa/kit';
import type { SlaServiceServer } from '@jamaa/proto/sla/v1/sla';
import { addPolicy } from './add-policy.ts';
import { changeCalendar } from './change-calendar.ts';
import type { Deps } from './deps.ts';
import { getCalendar } from './get-calendar.ts';
import { getClocks } from './get-clocks.ts';
import { listCalendarChanges } from './list-calendar-changes.ts';
import { listEscalations } from './list-escalations.ts';
import { listPolicies } from './list-policies.ts';

export const methods = (deps: Deps): Methods<SlaServiceServer> => ({
  getClocks: getClocks(deps.platform, deps.ruleBook),
  listEscalations: listEscalations(deps.platform, deps.copy),
  getCalendar: getCalendar(deps),
  changeCalendar: changeCalendar(deps),
  listCalendarChanges: listCalendarChanges(deps),
  listPolicies: listPolicies(deps),
  addPolicy: addPolicy(deps),
});
