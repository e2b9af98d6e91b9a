import type { RpcCall } from '@jamaa/kit';
import type { ListCalendarChangesRequest, ListCalendarChangesResponse } from '@jamaa/proto/sla/v1/sla';
import { changeRows } from '../store/rule-rows.ts';
import { changeMessage } from './calendar-messages.ts';
import { administers, type Deps } from './deps.ts';

const MOST = 200;

/** The last changes of a calendar, newest first, or one of them. They name who made them: for its administrators. */
export const listCalendarChanges =
  (deps: Deps) =>
  async ({ calendar, version }: ListCalendarChangesRequest, call: RpcCall): Promise<ListCalendarChangesResponse> => {
    await administers(deps, calendar, call);
    const rows = await changeRows(deps.platform.mongo)
      .find(version === 0 ? { calendar } : { calendar, version })
      .toArray();
    rows.sort((a, b) => b.version - a.version);
    return { changes: rows.slice(0, MOST).map(changeMessage) };
  };
