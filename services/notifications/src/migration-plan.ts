import type { MigrationPlan } from '@jamaa/kit';
import { messageIndexes } from './store/messages.ts';

/** What the migration step creates for this service. */
export const migrationPlan: MigrationPlan = {
  service: 'notifications',
  indexes: messageIndexes,
  consumes: ['intake', 'sla', 'document-orders'],
};
