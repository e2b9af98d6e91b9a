import { migrate, readConfig } from '@jamaa/kit';
import { config } from './config.ts';
import { migration } from './store/indexes.ts';

await migrate(migration, readConfig(config, process.env));
