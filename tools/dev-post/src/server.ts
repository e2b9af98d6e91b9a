import { serveDouble } from '@jamaa/dev-double';
import type { RunningTool } from '@jamaa/dev-issuer/process';
import { createApp } from './app.ts';
import type { PostConfig } from './config.ts';
import { PostStore } from './store.ts';

/** Starts the double. @throws StartError when the port is taken */
export const startPost = (config: PostConfig): Promise<RunningTool> =>
  serveDouble(createApp(new PostStore(config.dataDirectory), config.key), config);
