import { inBody, inPath, inQuery } from '../places.ts';
import { elseAny, elseHub, fanOut } from '../row.ts';

export const deadlineRows = {
  // Oldest first, as in each cell.
  listEscalations: fanOut({
    items: 'escalations',
    id: 'id',
    limit: { usual: 50, most: 200 },
    order: () => ({ by: ({ raisedAt }) => Date.parse(String(raisedAt)) }),
  }),
  // Counted by body, and a body's cases lie in one cell: the rows of the cells stand side by side.
  countSupervisionActs: fanOut({ items: 'acts', pages: 'none' }, inQuery('code', 'territory')),
  // A body's calendar is its cell's; the nation's is the hub's, and every cell has a copy to read.
  getCalendar: elseAny(inPath('organisation', 'calendar')),
  changeCalendar: elseHub(inPath('organisation', 'calendar')),
  listCalendarChanges: elseHub(inPath('organisation', 'calendar')),
  listPolicies: elseAny(inQuery('organisation', 'organisation')),
  addPolicy: elseHub(inBody('organisation', 'organisation')),
};
