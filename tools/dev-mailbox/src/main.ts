import { runTool } from '@jamaa/dev-issuer/process';
import { readConfig } from './config.ts';
import { startMailbox } from './server.ts';

await runTool(async () => startMailbox(readConfig()));
