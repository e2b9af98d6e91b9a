import { migrate, readConfig, serviceEnvironment } from '@jamaa/kit';
import { migrationPlan } from './migration-plan.ts';

await migrate(migrationPlan, readConfig(serviceEnvironment, process.env));
