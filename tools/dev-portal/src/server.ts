import { createServer } from 'node:http';
import { closeServer, listen, type RunningTool } from '@jamaa/dev-issuer/process';
import { createApp } from './app.ts';
import type { PortalConfig } from './config.ts';
import { CaseStore } from './store.ts';

/** Starts the double. @throws StartError when the port is taken */
export const startPortal = async (config: PortalConfig): Promise<RunningTool> => {
  const http = createServer(createApp(new CaseStore(config.dataDirectory), config.key));
  const port = await listen(http, config.port, config.host);
  return { listening: { http: `http://localhost:${port}` }, close: () => closeServer(http) };
};
