import { directoryCopyIndexes, type IndexPlan } from '@jamaa/kit';

const indexes: readonly IndexPlan[] = [
  {
    collection: 'clocks',
    indexes: [
      { name: 'due', key: { armed: 1, nextAt: 1 }, partialFilterExpression: { armed: true } },
      { name: 'complaint', key: { complaintId: 1 } },
      { name: 'reference', key: { reference: 1 } },
      { name: 'calendar', key: { open: 1, calendarVersion: 1 }, partialFilterExpression: { open: true } },
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
];

/** Everything that the queries of this service rely on. */
export const allIndexes: readonly IndexPlan[] = [...indexes, ...directoryCopyIndexes];
