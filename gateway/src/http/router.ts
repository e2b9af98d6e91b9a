import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { AppError, type Caller, type FieldProblem } from '@jamaa/kit';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { z } from 'zod';
import type { ServiceClients } from '../clients/services.ts';
import { jsonBody, rawBody, streamedBody } from './body.ts';
import type { Authenticator } from './caller.ts';
import type { Quotas } from './quotas.ts';
import type { Answer, Route, RouteInput } from './route.ts';
import { unreadableText } from './text.ts';

export interface RouterOptions {
  readonly authenticator: Authenticator;
  readonly quotas: Quotas;
  readonly clients: ServiceClients;
  /** Called once a caller is known: binds an account at its first sign-in. */
  readonly greet: (caller: Caller) => Promise<void>;
}

interface Kept {
  readonly until: number;
  readonly etag: string;
  readonly text: string;
}

const MAX_KEPT = 2_000;

/** Express routes from the table; an address that exists under another method answers 405. */
export function createRouter(routes: readonly Route[], o: RouterOptions): Router {
  const router = Router({ caseSensitive: true });
  const byPath = Map.groupBy(routes, (one) => one.path);
  for (const [path, methods] of byPath) {
    const pattern = patternOf(path);
    for (const one of methods) {
      const body = bodyOf(one);
      const handler = handlerOf(one, o);
      router[one.method](pattern, ...body, (request, response) => handler(request, response));
    }
    refuseOthers(router, pattern, methods);
  }
  return router;
}

/** OpenAPI's form of a path as Express has it. */
export const patternOf = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

/** Answers OPTIONS, and 405 to every method that the address does not have. */
export function refuseOthers(router: Router, pattern: string, methods: readonly Route[]): void {
  const allow = methods
    .flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]))
    .join(', ');
  router.all(pattern, (request, response) => {
    response.setHeader('Allow', `${allow}, OPTIONS`);
    if (request.method === 'OPTIONS') {
      for (const [name, value] of methods.flatMap(({ options = {} }) => Object.entries(options)))
        response.setHeader(name, value);
      return void response.status(204).end();
    }
    throw new AppError('method-not-allowed', `here one may: ${allow}`);
  });
}

function bodyOf(one: Route): RequestHandler[] {
  if (one.method === 'get' || one.method === 'head') return [];
  if (one.streamedBody !== undefined) return streamedBody(one.streamedBody);
  return one.rawBody === undefined ? jsonBody : rawBody(one.rawBody.limit, one.rawBody.types);
}

function handlerOf(one: Route, o: RouterOptions): (request: Request, response: Response) => Promise<void> {
  const kept = new Map<string, Kept>();
  return async (request, response) => {
    const caller = await o.authenticator.caller(request);
    await o.quotas.consume(one.quota, request, response, caller);
    if (one.access === 'signed-in' && caller.kind === 'anonymous')
      throw new AppError('unauthenticated', 'sign in first');
    if (one.cacheSeconds !== undefined) {
      const hit = kept.get(request.originalUrl);
      if (hit !== undefined && hit.until > Date.now()) return sendKept(request, response, hit, one.cacheSeconds);
    }
    checkEscapes(request.originalUrl);
    check(one.headers, headersOf(one.headers, request), 'header');
    const input: RouteInput<unknown, unknown, unknown> = {
      params: check(one.params, request.params, 'path'),
      query: check(one.query, request.query, 'query'),
      body: received(one, request),
      caller,
      services: o.clients.for(caller),
      header: (name) => request.get(name) ?? '',
    };
    await o.greet(caller);
    const answer = await one.handle(input as RouteInput<never, never, never>);
    if (one.cacheSeconds === undefined || answer.status !== 200) return await send(response, answer);
    const text = JSON.stringify(answer.body);
    const fresh = {
      until: Date.now() + one.cacheSeconds * 1_000,
      etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`,
      text,
    };
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(request.originalUrl, fresh);
    sendKept(request, response, fresh, one.cacheSeconds);
  };
}

/** The headers that the endpoint declares, by the names it declares: HTTP's own are of any case. */
const headersOf = (schema: z.ZodObject | undefined, request: Request): Record<string, string | undefined> =>
  Object.fromEntries(Object.keys(schema?.shape ?? {}).map((name) => [name, request.get(name)]));

function received(one: Route, request: Request): unknown {
  if (one.streamedBody !== undefined) return request;
  return one.rawBody === undefined ? check(one.body, request.body ?? {}, '') : request.body;
}

async function send(response: Response, answer: Answer): Promise<void> {
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  response.setHeader('Cache-Control', 'no-store');
  response.status(answer.status);
  if (answer.stream !== undefined) await pipeline(answer.stream, response);
  else if (answer.body === undefined) response.end();
  else if (answer.type === undefined) response.json(answer.body);
  else response.type(answer.type).send(answer.body);
}

function sendKept(request: Request, response: Response, kept: Kept, seconds: number): void {
  response.setHeader('Cache-Control', `public, max-age=${seconds}`);
  response.setHeader('ETag', kept.etag);
  if (request.get('if-none-match') === kept.etag) {
    response.status(304).end();
    return;
  }
  response.status(200).type('application/json').send(kept.text);
}

/** A query is decoded leniently: what is no UTF-8 would be searched for as replacement characters. @throws `malformed-request` */
function checkEscapes(url: string): void {
  try {
    decodeURIComponent(url);
  } catch (error) {
    throw new AppError('malformed-request', 'the address is not valid percent-encoded UTF-8', { cause: error });
  }
}

/** Parses by the schema that OpenAPI shows. @throws `validation-failed` naming every field that is wrong. */
function check(schema: z.ZodObject | undefined, value: unknown, where: string): unknown {
  if (schema === undefined) {
    const extra = where === '' && typeof value === 'object' && value !== null ? Object.keys(value) : [];
    if (extra.length > 0)
      throw problems(extra.map((path) => ({ path, code: 'unknown', message: 'this endpoint takes no such member' })));
    return value;
  }
  const unreadable = unreadableText(value);
  if (unreadable.length > 0) throw problems(unreadable);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw problems(
    result.error.issues.flatMap((issue): FieldProblem[] => {
      const path = issue.path.join('.');
      if (issue.code !== 'unrecognized_keys')
        return [{ path: path || where || 'body', code: issue.code, message: issue.message }];
      return issue.keys.map((key) => ({
        path: path === '' ? key : `${path}.${key}`,
        code: 'unknown',
        message: 'no such member',
      }));
    }),
  );
}

const problems = (fields: readonly FieldProblem[]): AppError =>
  new AppError('validation-failed', fields.map((one) => `${one.path}: ${one.message}`).join('; '), { fields });
