import type { MigrationPlan } from '@jamaa/kit';
import { allIndexes } from './store/indexes.ts';

/** What the migration step makes for this service. */
export const migrationPlan: MigrationPlan = {
  service: 'sla',
  indexes: allIndexes,
  consumes: ['intake', 'directory', 'document-orders'],
};
