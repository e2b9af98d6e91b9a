import { createServer } from 'node:http';
import { closeServer, listen, type RunningTool } from '@jamaa/dev-issuer/process';
import { createApp } from './app.ts';
import type { PostConfig } from './config.ts';
import { PostStore } from './store.ts';

/** Starts the double. @throws StartError when the port is taken */
export const startPost = async (config: PostConfig): Promise<RunningTool> => {
  const http = createServer(createApp(new PostStore(config.dataDirectory), config.key));
  const port = await listen(http, config.port, config.host);
  return { listening: { http: `http://localhost:${port}` }, close: () => closeServer(http) };
};
