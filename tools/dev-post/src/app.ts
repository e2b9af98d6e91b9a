import { assetHeaders, findAsset, pageHeaders } from '@jamaa/dev-issuer/page';
import express, { type ErrorRequestHandler, type Express, type Response } from 'express';
import { z } from 'zod';
import { envelopesPage } from './page.ts';
import { announcedSchema, type PostStore } from './store.ts';

const faultSchema = z.strictObject({ calls: z.int().min(0).max(1_000) });
const statusSchema = z.strictObject({ status: z.string().min(1).max(60) });
const querySchema = z.strictObject({
  since: z
    .string()
    .regex(/^\d{0,9}$/)
    .default(''),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

const problem = (response: Response, status: number, detail: string): void => {
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', status, detail }));
};

function read<S extends z.ZodType>(schema: S, input: unknown, response: Response): z.output<S> | undefined {
  const parsed = schema.safeParse(input ?? {});
  if (parsed.success) return parsed.data;
  problem(response, 400, parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  return undefined;
}

/** The post's API for the platform, a page for people, and ways to move envelopes and make failures. */
export function createApp(store: PostStore, key: string): Express {
  const app = express();
  let failing = 0;
  app.disable('x-powered-by');
  app.use(express.json(), express.urlencoded({ extended: false }));
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));

  app.use('/api', (request, response, next) => {
    if (request.get('authorization') !== `Bearer ${key}`) return problem(response, 401, 'a bearer key is required');
    if (failing === 0) return next();
    failing -= 1;
    problem(response, 503, 'told to fail');
  });
  app.post('/api/envelopes', (request, response) => {
    const given = read(announcedSchema, request.body, response);
    if (given === undefined) return;
    response.status(201).json({ trackingNumber: store.announce(given).trackingNumber });
  });
  app.get('/api/news', (request, response) => {
    const query = read(querySchema, request.query, response);
    if (query === undefined) return;
    response.json(store.since(Number(query.since), query.limit));
  });

  app.get('/envelopes', (_request, response) => void response.json({ envelopes: store.all() }));
  app.post('/envelopes/:trackingNumber/status', (request, response) => {
    const found = store.find(request.params.trackingNumber);
    if (found === undefined) return problem(response, 404, 'trackingNumber: no such envelope');
    const told = read(statusSchema, request.body, response);
    if (told === undefined) return;
    store.tell(found, told.status);
    if (request.is('application/x-www-form-urlencoded') !== false) response.redirect(303, '/');
    else response.status(204).end();
  });
  app.put('/faults', (request, response) => {
    const fault = read(faultSchema, request.body, response);
    if (fault === undefined) return;
    failing = fault.calls;
    response.status(204).end();
  });
  app.get('/', (_request, response) => void response.set(pageHeaders).type('html').send(envelopesPage(store.all())));
  app.get('/assets/:file', (request, response, next) => {
    const asset = findAsset(request.originalUrl, {});
    if (!asset) return next();
    response.set(assetHeaders).type(asset.type).send(asset.body);
  });
  app.use((_request, response) => problem(response, 404, 'no such resource'));
  app.use(unexpected);
  return app;
}

const unexpected: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) return next(error);
  const status = Number.isInteger(error?.status) ? Number(error.status) : 500;
  if (status >= 500) process.stderr.write(`dev-post: ${error instanceof Error ? error.stack : String(error)}\n`);
  problem(response, status, status < 500 && error instanceof Error ? error.message : 'unexpected failure');
};
