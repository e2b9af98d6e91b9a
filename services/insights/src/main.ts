import { readConfig, runProcess } from '@jamaa/kit';
import { config } from './config.ts';
import { createContext } from './context.ts';

await runProcess('insights', async () => (await createContext(readConfig(config, process.env))).platform);
