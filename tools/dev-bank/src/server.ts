import { serveDouble } from '@jamaa/dev-double';
import type { RunningTool } from '@jamaa/dev-issuer/process';
import { createApp } from './app.ts';
import type { BankConfig } from './config.ts';
import { PaymentStore } from './store.ts';

/** Starts the double. @throws StartError when the port is taken */
export const startBank = (config: BankConfig): Promise<RunningTool> =>
  serveDouble(createApp(new PaymentStore(config.dataDirectory), config), config);
