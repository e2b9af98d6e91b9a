import type { MigrationPlan } from '@jamaa/kit';
import { indexes } from './store/published.ts';

export const plan: MigrationPlan = { service: 'gis', indexes, consumes: [] };
