import { runTool } from '@jamaa/dev-issuer/process';
import { readConfig } from './config.ts';
import { startPortal } from './server.ts';

await runTool(async () => startPortal(readConfig()));
