import { readConfig, runProcess } from '@jamaa/kit';
import { config } from './config.ts';
import { createContext } from './context.ts';

await runProcess('civil-registry', async () => (await createContext(readConfig(config, process.env))).platform);
