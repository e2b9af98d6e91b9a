import { createServer } from 'node:http';
import { closeServer, listen, type RunningTool } from '@jamaa/dev-issuer/process';
import { createApp } from './app.ts';
import type { BankConfig } from './config.ts';
import { PaymentStore } from './store.ts';

/** Starts the double. @throws StartError when the port is taken */
export const startBank = async (config: BankConfig): Promise<RunningTool> => {
  const http = createServer(createApp(new PaymentStore(config.dataDirectory), config));
  const port = await listen(http, config.port, config.host);
  return { listening: { http: `http://localhost:${port}` }, close: () => closeServer(http) };
};
