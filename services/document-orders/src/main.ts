import { readConfig, runProcess } from '@jamaa/kit';
import { config } from './config.ts';
import { createContext } from './context.ts';

await runProcess('document-orders', async () => (await createContext(readConfig(config, process.env))).platform);
