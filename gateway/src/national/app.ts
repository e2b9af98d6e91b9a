import { createRequire } from 'node:module';
import { AppError, isAppError } from '@jamaa/kit';
import type { Logger, Metrics } from '@jamaa/observability';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { describeProblem, measure } from '../app.ts';
import { sendProblem } from '../http/problem.ts';
import { docsPage } from '../openapi/page.ts';
import { routes } from '../routes/all.ts';
import type { National } from './answer.ts';
import { nationalDocument } from './openapi.ts';
import { createNationalRouter } from './router.ts';
import { table } from './table/all.ts';

export interface NationalAppOptions extends National {
  readonly logger: Logger;
  readonly requests: Metrics;
  readonly trustedProxies: number;
}

/** The HTTP edge of the nation: it leads requests to cells and keeps nothing. */
export function createNationalApp(o: NationalAppOptions): Express {
  const app = express();
  app.set('trust proxy', o.trustedProxies);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(helmet());
  app.use(measure(o.requests));
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  // Itself only: a cell that is down is down for its own people.
  app.get('/readyz', (_request, response) => void response.json({ status: 'ready', checks: cellChecks(o) }));
  const document = nationalDocument(routes);
  app.get('/openapi.json', (_request, response) => void response.json(document));
  app.get('/problems/:code', describeProblem);
  app.use('/docs', docsPage(createRequire(import.meta.url).resolve('rapidoc/dist/rapidoc-min.js')));
  app.use(createNationalRouter(routes, table, o));
  app.use(() => {
    throw new AppError('not-found', 'no such address; see /openapi.json');
  });
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    sendProblem(request, response, error);
    const known = isAppError(error) ? error.code : undefined;
    if (response.statusCode >= 500)
      o.logger.error({ err: error, code: known, path: request.route?.path }, 'request failed');
  });
  return app;
}

/** Cells that are left alone, for whoever asks about readiness; they never make this process unready. */
export const cellChecks = ({ cells }: Pick<National, 'cells'>) =>
  [...cells.values()].map(({ code, state }) => ({
    name: `cell-${code}`,
    state: state === 'closed' ? ('ok' as const) : ('degraded' as const),
  }));
