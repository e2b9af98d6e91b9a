import { runTool } from '@jamaa/dev-issuer/process';
import { readConfig } from './config.ts';
import { startBank } from './server.ts';

await runTool(async () => startBank(readConfig()));
