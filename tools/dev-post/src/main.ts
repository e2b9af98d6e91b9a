import { runTool } from '@jamaa/dev-issuer/process';
import { readConfig } from './config.ts';
import { startPost } from './server.ts';

await runTool(async () => startPost(readConfig()));
