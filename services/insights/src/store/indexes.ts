import { directoryCopyIndexes, type IndexPlan } from '@jamaa/kit';

const indexes: readonly IndexPlan[] = [
  // Only a recount reads cases otherwise than by id.
  { collection: 'cases', indexes: [{ name: 'day', key: { day: 1 } }] },
  {
    collection: 'days',
    indexes: [
      { name: 'day', key: { day: 1 } },
      { name: 'region', key: { region: 1, day: 1 } },
      { name: 'province', key: { province: 1, day: 1 } },
      { name: 'commune', key: { commune: 1, day: 1 } },
    ],
  },
  { collection: 'shelves', indexes: [] },
];

/** Everything that the queries of this service rely on. */
export const allIndexes: readonly IndexPlan[] = [...indexes, ...directoryCopyIndexes];
