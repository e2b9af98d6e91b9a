import { readConfig } from './config.ts';
import { runTool } from './process.ts';
import { startIssuer } from './server.ts';

await runTool(async () => startIssuer(readConfig()));
