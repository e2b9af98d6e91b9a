import { describe, expect, it } from '@jest/globals';
import { routes } from '../routes/all.ts';
import { openApiDocument } from './document.ts';

interface Documented {
  readonly requestBody?: { readonly required: boolean };
  readonly responses: Record<string, { content?: object; headers?: Record<string, { required?: boolean }> }>;
}

const { paths = {} } = openApiDocument(routes);
const operations = routes.map((one) => {
  const documented = (paths[one.path] as Record<string, unknown>)[one.method] as Documented;
  return [one.operationId, one, documented.responses, documented.requestBody] as const;
});

describe.each(operations)('%s', (_name, one, responses, requestBody) => {
  it('asks for a body exactly when there is something that it must say', () => {
    const bytes = one.rawBody ?? one.streamedBody;
    const needed = bytes !== undefined || (one.body !== undefined && !one.body.safeParse({}).success);
    expect(requestBody?.required ?? false).toBe(needed);
  });
  it('says what may be answered anywhere', () => {
    const always = ['400', '401', '408', '422', '429', '431', '500', '503', '504'];
    const withBody = one.method === 'get' ? [] : ['413', '415'];
    const signedIn = one.access === 'signed-in' ? ['403'] : [];
    expect(Object.keys(responses)).toEqual(expect.arrayContaining([...always, ...withBody, ...signedIn]));
  });
  it('answers problems as problem documents, which say how to sign in and when to come again', () => {
    const problems = Object.entries(responses).filter(([status]) => Number(status) >= 400);
    for (const [status, { content }] of problems)
      expect([status, Object.keys(content ?? {})]).toEqual([status, ['application/problem+json']]);
    expect(responses['401']?.headers).toMatchObject({ 'WWW-Authenticate': { required: true } });
    for (const status of ['429', '503'])
      expect(responses[status]?.headers).toMatchObject({ 'Retry-After': { required: true } });
  });
});
