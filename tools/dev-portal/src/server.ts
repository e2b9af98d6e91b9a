import { serveDouble } from '@jamaa/dev-double';
import type { RunningTool } from '@jamaa/dev-issuer/process';
import { createApp } from './app.ts';
import type { PortalConfig } from './config.ts';
import { CaseStore } from './store.ts';

/** Starts the double. @throws StartError when the port is taken */
export const startPortal = (config: PortalConfig): Promise<RunningTool> =>
  serveDouble(createApp(new CaseStore(config.dataDirectory), config.key), config);
