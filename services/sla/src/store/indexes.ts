import { directoryCopyIndexes, type IndexPlan } from '@jamaa/kit';

const indexes: readonly IndexPlan[] = [
  {
    collection: 'clocks',
    indexes: [
      { name: 'due', key: { armed: 1, nextAt: 1 }, partialFilterExpression: { armed: true } },
      { name: 'complaint', key: { complaintId: 1 } },
      { name: 'reference', key: { reference: 1 } },
      { name: 'movable', key: { open: 1, moves: 1, dueAt: 1 }, partialFilterExpression: { open: true } },
    ],
  },
  {
    collection: 'escalations',
    indexes: [
      { name: 'queue', key: { accountId: 1, open: 1, raisedAt: 1, _id: 1 } },
      { name: 'history', key: { accountId: 1, raisedAt: 1, _id: 1 } },
      { name: 'open-by-clock', key: { complaintId: 1, clock: 1, open: 1 } },
    ],
  },
  { collection: 'figures', indexes: [] },
  { collection: 'rules', indexes: [] },
  { collection: 'calendars', indexes: [] },
  {
    collection: 'calendar_changes',
    indexes: [
      { name: 'calendar', key: { calendar: 1, version: 1 } },
      { name: 'running', key: { running: 1, generation: 1 }, partialFilterExpression: { running: true } },
    ],
  },
  { collection: 'policies', indexes: [] },
];

/** Everything that the queries of this service rely on. */
export const allIndexes: readonly IndexPlan[] = [...indexes, ...directoryCopyIndexes];
