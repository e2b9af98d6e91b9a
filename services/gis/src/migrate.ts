import { migrate, readConfig } from '@jamaa/kit';
import { config } from './config.ts';
import { plan } from './plan.ts';

await migrate(plan, readConfig(config, process.env));
