import type { IndexPlan, MigrationPlan } from '@jamaa/kit';

export const indexes: readonly IndexPlan[] = [
  { collection: 'rules', indexes: [] },
  { collection: 'decisions', indexes: [{ name: 'reference', key: { reference: 1 }, unique: true }] },
];

export const migration: MigrationPlan = { service: 'routing', indexes, consumes: ['intake'] };
