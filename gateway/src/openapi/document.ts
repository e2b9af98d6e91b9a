import { type ErrorCode, errorRegistry } from '@jamaa/kit';
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import type { Route } from '../http/route.ts';
import { problem } from '../routes/schemas.ts';

/** Problems that any endpoint may answer. */
const everywhere: readonly ErrorCode[] = [
  'malformed-request',
  'unauthenticated',
  'validation-failed',
  'rate-limited',
  'unavailable',
];

/** The OpenAPI 3.1 document, made from the same schemas that validate. */
export function openApiDocument(routes: readonly Route[]) {
  const paths: ZodOpenApiPathsObject = {};
  for (const one of routes) {
    paths[one.path] = { ...paths[one.path], [one.method]: operation(one) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Jamaa (جماعة)',
      version: '1.0.0',
      description:
        'The open platform of Morocco’s collectivités territoriales. Errors are RFC 9457 problem documents; filing and commands take an `Idempotency-Key`, so that a repeated request does nothing twice.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    paths,
  });
}

function operation(one: Route) {
  const responses: Record<string, object> = {};
  for (const code of everywhere) {
    const { http, title } = errorRegistry[code];
    responses[String(http)] = { description: title.en, content: { 'application/problem+json': { schema: problem } } };
  }
  for (const [status, answer] of Object.entries(one.answers)) {
    const type = answer.type ?? (Number(status) >= 400 ? 'application/problem+json' : 'application/json');
    responses[status] = {
      description: answer.description,
      ...(answer.schema === undefined ? {} : { content: { [type]: { schema: answer.schema } } }),
    };
  }
  return {
    operationId: one.operationId,
    tags: [one.tag],
    summary: one.summary,
    ...(one.access === 'signed-in' ? { security: [{ bearer: [] }] } : { security: [{}, { bearer: [] }] }),
    requestParams: {
      ...(one.params === undefined ? {} : { path: one.params }),
      ...(one.query === undefined ? {} : { query: one.query }),
      ...(one.headers === undefined ? {} : { header: one.headers }),
    },
    ...(one.body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: one.body } } } }),
    ...(one.rawBody === undefined
      ? {}
      : { requestBody: { required: true, content: { [one.rawBody]: { schema: { type: 'string' as const } } } } }),
    responses,
  };
}
