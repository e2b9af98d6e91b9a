import { directoryCopyIndexes, type IndexPlan, type MigrationPlan, territoryCopyIndexes } from '@jamaa/kit';
import { documentIndexes } from '../documents/rows.ts';
import { importIndexes } from '../imports/rows.ts';
import { pageIndexes } from '../pages/rows.ts';
import { statisticsIndexes } from '../statistics/rows.ts';
import { actCollection, bureauCollection, claimCollection, declarationCollection, registerCollection } from './rows.ts';

/** An act is found by its id, which is its identity; by tokens; an identifier is given once. */
const own: readonly IndexPlan[] = [
  { collection: bureauCollection, indexes: [{ name: 'territory', key: { territory: 1, _id: 1 } }] },
  { collection: 'bureau_load', indexes: [] },
  { collection: registerCollection, indexes: [{ name: 'bureau', key: { bureauId: 1, _id: 1 } }] },
  {
    collection: actCollection,
    indexes: [
      { name: 'token', key: { tokens: 1 } },
      { name: 'gave', key: { gave: 1 }, unique: true, partialFilterExpression: { gave: { $gt: '' } } },
      { name: 'key', key: { 'key.version': 1 } },
    ],
  },
  {
    collection: declarationCollection,
    indexes: [
      { name: 'state', key: { bureauId: 1, state: 1, _id: -1 } },
      { name: 'key', key: { 'key.version': 1 } },
    ],
  },
  { collection: claimCollection, indexes: [] },
  { collection: 'officers', indexes: [{ name: 'key', key: { 'key.version': 1 } }] },
];

export const indexes: readonly IndexPlan[] = [
  ...own,
  ...documentIndexes,
  ...importIndexes,
  ...pageIndexes,
  ...statisticsIndexes,
  ...territoryCopyIndexes,
  ...directoryCopyIndexes,
];

/** It consumes its own stream: a mention is mirrored the same way whichever bureau keeps the other act. */
export const migration: MigrationPlan = {
  service: 'civil-registry',
  indexes,
  consumes: ['gis', 'directory', 'civil-registry'],
};
