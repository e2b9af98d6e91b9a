import express, { type Express } from 'express';
import type { Faults } from '../faults.ts';
import type { MessageStore } from '../store/store.ts';
import { createFaultRoutes } from './fault-routes.ts';
import { createMessageRoutes } from './message-routes.ts';
import { createPageRoutes } from './page-routes.ts';
import { createErrorHandler, sendProblem } from './problem.ts';
import { createSmsRoutes } from './sms-routes.ts';

/** The HTTP side: SMS API, JSON view, faults, pages. */
export const createApp = (
  store: MessageStore,
  faults: Faults,
  smsKey: string,
  warn: (message: string) => void,
): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.use('/sms', createSmsRoutes(store, faults, smsKey));
  app.use('/messages', createMessageRoutes(store));
  app.use('/faults', createFaultRoutes(faults));
  app.use(createPageRoutes(store));
  app.use((_request, response) => sendProblem(response, 404, 'no such resource'));
  app.use(createErrorHandler(warn));
  return app;
};
