import { createRequire } from 'node:module';
import { AppError, type ErrorCode, errorRegistry, isAppError, isErrorCode } from '@jamaa/kit';
import type { Check, Logger, Metrics } from '@jamaa/observability';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { believeEdge } from './http/edge.ts';
import { negotiateLanguage } from './http/language.ts';
import { sendProblem } from './http/problem.ts';
import { createRouter, type RouterOptions } from './http/router.ts';
import { openApiDocument } from './openapi/document.ts';
import { docsPage } from './openapi/page.ts';
import { routes } from './routes/all.ts';

export interface AppOptions extends RouterOptions {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly trustedProxies: number;
  /** Name in the certificate of the national gateway. */
  readonly trustedEdge: string;
  readonly readiness: () => Promise<Check[]>;
}

/** The HTTP edge: headers, measures, the routes of the table, and one place where errors become problem documents. */
export function createApp(o: AppOptions): Express {
  const app = express();
  app.set('trust proxy', o.trustedProxies);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(believeEdge(o.trustedEdge));
  app.use(helmet());
  app.use(measure(o.metrics));
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  app.get('/readyz', async (_request, response) => {
    const checks = await o.readiness();
    const ready = checks.every((one) => one.state !== 'failed');
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not-ready', checks });
  });
  const document = openApiDocument(routes);
  app.get('/openapi.json', (_request, response) => void response.json(document));
  app.get('/problems/:code', describeProblem);
  app.use('/docs', docsPage(createRequire(import.meta.url).resolve('rapidoc/dist/rapidoc-min.js')));
  app.use(createRouter(routes, o));
  app.use(() => {
    throw new AppError('not-found', 'no such address; see /openapi.json');
  });
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    if (response.headersSent) {
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
export function measure(metrics: Metrics) {
  const seconds = metrics.histogram('request_seconds', 'Time from request to answer', ['method', 'route', 'status']);
  return (request: Request, response: Response, next: NextFunction): void => {
    const end = seconds.startTimer();
    response.on('finish', () => {
      const route = typeof request.route?.path === 'string' ? request.route.path : 'none';
      end({ method: request.method, route, status: String(response.statusCode) });
    });
    next();
  };
}

/** `type` of every problem document leads here. */
export function describeProblem(request: Request, response: Response): void {
  const code = String(request.params['code']);
  if (!isErrorCode(code)) throw new AppError('not-found', 'no such problem type');
  const { http, retryable, title } = errorRegistry[code satisfies ErrorCode];
  response.json({ code, status: http, retryable, title: title[negotiateLanguage(request)], titles: title });
}
