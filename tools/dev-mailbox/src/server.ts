import { createServer } from 'node:http';
import { closeServer, listen, type RunningTool } from '@jamaa/dev-issuer/process';
import type { MailboxConfig } from './config.ts';
import { Faults } from './faults.ts';
import { createApp } from './http/app.ts';
import { createSmtpServer } from './smtp.ts';
import { MessageStore } from './store/store.ts';

/**
 * Starts both servers and answers when they take messages.
 * @throws StartError when a port is taken
 */
export const startMailbox = async (config: MailboxConfig): Promise<RunningTool> => {
  const warn = (message: string) => process.stderr.write(`dev-mailbox: ${message}\n`);
  const store = new MessageStore(config.dataDirectory, config.capacity);
  const faults = new Faults();
  const http = createServer(createApp(store, faults, config.smsKey, warn));
  const httpPort = await listen(http, config.httpPort, config.host);
  const smtp = createSmtpServer(store, faults, warn);
  const smtpPort = await listen(smtp.server, config.smtpPort, config.host);
  const close = async () => {
    await Promise.all([closeServer(http), new Promise<void>((resolve) => smtp.close(() => resolve()))]);
  };
  return { listening: { http: `http://localhost:${httpPort}`, smtp: `smtp://localhost:${smtpPort}` }, close };
};
