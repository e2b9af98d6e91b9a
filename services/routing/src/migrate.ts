import { migrate, readConfig, serviceEnvironment } from '@jamaa/kit';
import { migration } from './store/indexes.ts';

await migrate(migration, readConfig(serviceEnvironment, process.env));
