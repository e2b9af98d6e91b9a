import { createRequire } from 'node:module';
import { AppError, type ErrorCode, errorRegistry, isAppError, isErrorCode } from '@jamaa/kit';
import type { Check, Logger, Metrics } from '@jamaa/observability';
import express, { type Express, type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import { docsPage } from '../openapi/page.ts';
import { negotiateLanguage } from './language.ts';
import { sendProblem } from './problem.ts';

export interface EdgeOptions {
  readonly logger: Logger;
  /** Times of requests are measured in it. */
  readonly metrics: Metrics;
  readonly trustedProxies: number;
  /** Not ready when one of them has failed. */
  readonly readiness: () => Promise<readonly Check[]>;
  /** The OpenAPI document. */
  readonly document: unknown;
  /** Run before all else. */
  readonly first?: readonly RequestHandler[];
  readonly router: RequestHandler;
}

/** The HTTP edge of a cell or of the nation: headers, measures, the description, and one place where errors become problem documents. */
export function createEdge(o: EdgeOptions): Express {
  const app = express();
  app.set('trust proxy', o.trustedProxies);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  app.disable('etag');
  for (const handler of o.first ?? []) app.use(handler);
  app.use(helmet());
  app.use(measure(o.metrics));
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/readyz', async (_request, response) => {
    const checks = await o.readiness();
    const ready = checks.every((one) => one.state !== 'failed');
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not-ready', checks });
  });
  app.get('/openapi.json', (_request, response) => void response.json(o.document));
  app.get('/problems/:code', describeProblem);
  app.use('/docs', docsPage(createRequire(import.meta.url).resolve('rapidoc/dist/rapidoc-min.js')));
  app.use(o.router);
  app.use(() => {
    throw new AppError('not-found', 'no such address; see /openapi.json');
  });
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    // What has begun cannot become a problem document: the caller sees that it was cut.
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

/** Times every request by the route that answered it. */
function measure(metrics: Metrics): RequestHandler {
  const seconds = metrics.histogram('request_seconds', 'Time from request to answer', ['method', 'route', 'status']);
  return (request, response, next) => {
    const end = seconds.startTimer();
    response.on('finish', () => {
      const route = typeof request.route?.path === 'string' ? request.route.path : 'none';
      end({ method: request.method, route, status: String(response.statusCode) });
    });
    next();
  };
}

/** `type` of every problem document leads here. */
function describeProblem(request: Request, response: Response): void {
  const code = String(request.params['code']);
  if (!isErrorCode(code)) throw new AppError('not-found', 'no such problem type');
  const { http, retryable, title } = errorRegistry[code satisfies ErrorCode];
  response.json({ code, status: http, retryable, title: title[negotiateLanguage(request)], titles: title });
}
