import type { MigrationPlan } from '@jamaa/kit';
import { allIndexes } from './store/indexes.ts';

/** What the migration step makes for this service. */
export const migrationPlan: MigrationPlan = {
  service: 'insights',
  indexes: allIndexes,
  consumes: ['intake', 'sla', 'directory'],
};
