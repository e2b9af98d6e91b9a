import type { IndexPlan, MigrationPlan } from '@jamaa/kit';

export const indexes: readonly IndexPlan[] = [
  { collection: 'entries', indexes: [{ name: 'state', key: { state: 1, openedAt: 1 } }] },
];

export const migration: MigrationPlan = { service: 'civil-registry', indexes, consumes: ['intake'] };
