import { migrate, readConfig } from '@jamaa/kit';
import { config } from './config.ts';
import { indexes } from './store/rows.ts';

await migrate({ service: 'directory', indexes, consumes: [] }, readConfig(config, process.env));
