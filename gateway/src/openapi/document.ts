import { type ErrorCode, errorRegistry } from '@jamaa/kit';
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import type { Route } from '../http/route.ts';
import { problemResponse } from './problems.ts';

/** Problems that any endpoint may answer, before or instead of its own: declared here and at no route. */
const everywhere: readonly ErrorCode[] = [
  'malformed-request',
  'unauthenticated',
  'request-timeout',
  'validation-failed',
  'headers-too-large',
  'rate-limited',
  'internal',
  'unavailable',
  'deadline-exceeded',
];

/** What a service may answer to whoever holds none of the roles it asks for. */
const signedIn: readonly ErrorCode[] = ['forbidden'];

/** Problems of reading a body, for every endpoint that takes one. */
const withBody: readonly ErrorCode[] = ['payload-too-large', 'unsupported-media-type'];

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

const bytesOf = (one: Route): readonly string[] =>
  one.rawBody?.types ?? (one.streamedBody === undefined ? [] : [one.streamedBody]);

function operation(one: Route) {
  const responses: Record<string, object> = {};
  const common = [
    ...everywhere,
    ...(one.access === 'signed-in' ? signedIn : []),
    ...(one.method === 'get' ? [] : withBody),
  ];
  for (const code of common) {
    const { http, title } = errorRegistry[code];
    responses[String(http)] = problemResponse(http, title.en);
  }
  for (const [status, answer] of Object.entries(one.answers)) {
    responses[status] =
      Number(status) >= 400
        ? problemResponse(Number(status), answer.description)
        : {
            description: answer.description,
            ...(answer.schema === undefined
              ? {}
              : { content: { [answer.type ?? 'application/json']: { schema: answer.schema } } }),
          };
  }
  if (one.cacheSeconds !== undefined) responses['304'] = { description: 'Not changed since the ETag in If-None-Match' };
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
      : {
          requestBody: {
            required: !one.body.safeParse({}).success,
            content: { 'application/json': { schema: one.body } },
          },
        }),
    ...(bytesOf(one).length === 0
      ? {}
      : { requestBody: { required: true, content: Object.fromEntries(bytesOf(one).map(rawContent)) } }),
    responses,
  };
}

/** Text, or bytes that OpenAPI 3.1 leaves without a type. */
const rawContent = (type: string) =>
  [type, { schema: type.startsWith('text/') ? { type: 'string' as const } : {} }] as const;
