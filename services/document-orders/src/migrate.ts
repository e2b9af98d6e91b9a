import { migrate, readConfig, serviceEnvironment } from '@jamaa/kit';
import { migrationPlan } from './store/indexes.ts';

await migrate(migrationPlan, readConfig(serviceEnvironment, process.env));
