import { directoryCopyIndexes, type IndexPlan, type MigrationPlan } from '@jamaa/kit';

export const indexes: readonly IndexPlan[] = [
  { collection: 'rules', indexes: [] },
  { collection: 'drafts', indexes: [{ name: 'updated', key: { updatedAt: 1 } }] },
  {
    collection: 'decisions',
    indexes: [
      { name: 'reference', key: { reference: 1 }, unique: true },
      // Trials of a draft read the last decisions of a territory.
      { name: 'by-scope', key: { scopes: 1, decidedAt: 1 } },
    ],
  },
  { collection: 'suggestions', indexes: [{ name: 'by-scope', key: { scopes: 1, open: 1 } }] },
];

export const allIndexes: readonly IndexPlan[] = [...indexes, ...directoryCopyIndexes];

export const migration: MigrationPlan = { service: 'routing', indexes: allIndexes, consumes: ['intake', 'directory'] };
