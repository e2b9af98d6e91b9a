import { readConfig, runProcess } from '@jamaa/kit';
import { config } from './config.ts';
import { createContext } from './context.ts';

await runProcess('national-gateway', () => createContext(readConfig(config, process.env)));
