import { createServer } from 'node:http';
import { assetHeaders, findAsset, pageHeaders } from '@jamaa/dev-issuer/page';
import { closeServer, listen, type RunningTool } from '@jamaa/dev-issuer/process';
import express, { type ErrorRequestHandler, type Express, type RequestHandler, type Response } from 'express';
import { z } from 'zod';

const faultSchema = z.strictObject({ calls: z.int().min(0).max(1_000) });

export const problem = (response: Response, status: number, detail: string): void => {
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', status, detail }));
};

/** What was sent, when it follows the schema; else nothing, and 400 has been answered. */
export function read<S extends z.ZodType>(schema: S, input: unknown, response: Response): z.output<S> | undefined {
  const parsed = schema.safeParse(input ?? {});
  if (parsed.success) return parsed.data;
  problem(response, 400, parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  return undefined;
}

export const page = (response: Response, html: string, status = 200): void =>
  void response.set(pageHeaders).status(status).type('html').send(html);

/**
 * A double's application: /healthz, a bearer key on /api, whose next calls fail with 503 as many times as PUT /faults said, assets of pages,
 * what `addRoutes` adds, and problems for everything else.
 */
export function createDouble(name: string, key: string, addRoutes: (app: Express) => void): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(express.json(), express.urlencoded({ extended: false }));
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  const { guard, setFaults } = faults(key);
  app.use('/api', guard);
  app.put('/faults', setFaults);
  app.get('/assets/:file', (request, response, next) => {
    const asset = findAsset(request.originalUrl, {});
    if (!asset) return next();
    response.set(assetHeaders).type(asset.type).send(asset.body);
  });
  addRoutes(app);
  app.use((_request, response) => problem(response, 404, 'no such resource'));
  app.use(unexpected(name));
  return app;
}

function faults(key: string): { guard: RequestHandler; setFaults: RequestHandler } {
  let failing = 0;
  return {
    guard(request, response, next) {
      if (request.get('authorization') !== `Bearer ${key}`) return problem(response, 401, 'a bearer key is required');
      if (failing === 0) return next();
      failing -= 1;
      problem(response, 503, 'told to fail');
    },
    setFaults(request, response) {
      const fault = read(faultSchema, request.body, response);
      if (fault === undefined) return;
      failing = fault.calls;
      response.status(204).end();
    },
  };
}

const unexpected =
  (name: string): ErrorRequestHandler =>
  (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    const status = Number.isInteger(error?.status) ? Number(error.status) : 500;
    if (status >= 500) process.stderr.write(`${name}: ${error instanceof Error ? error.stack : String(error)}\n`);
    problem(response, status, status < 500 && error instanceof Error ? error.message : 'unexpected failure');
  };

/** Serves a double. @throws StartError when the port is taken */
export async function serveDouble(app: Express, at: { port: number; host: string }): Promise<RunningTool> {
  const http = createServer(app);
  const port = await listen(http, at.port, at.host);
  return { listening: { http: `http://localhost:${port}` }, close: () => closeServer(http) };
}
