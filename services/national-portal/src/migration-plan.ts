import type { MigrationPlan } from '@jamaa/kit';
import { indexes } from './store/rows.ts';

/** What the migration step creates for this service. */
export const migrationPlan: MigrationPlan = { service: 'national-portal', indexes, consumes: ['intake'] };
