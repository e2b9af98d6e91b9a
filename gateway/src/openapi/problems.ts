import { problem } from '../routes/schemas.ts';

const waiting = {
  description: 'Seconds after which the same request may succeed',
  required: true,
  schema: { type: 'integer' as const, minimum: 1 },
};

/** Headers that come with every problem of a status. */
const headersOf: Readonly<Record<number, object>> = {
  401: {
    'WWW-Authenticate': { description: 'How to sign in', required: true, schema: { type: 'string' as const } },
  },
  408: { 'Retry-After': waiting },
  429: { 'Retry-After': waiting },
  503: { 'Retry-After': waiting },
  504: { 'Retry-After': waiting },
};

/** What the document says of an answer that is a problem document. */
export const problemResponse = (status: number, description: string) => ({
  description,
  ...(headersOf[status] === undefined ? {} : { headers: headersOf[status] }),
  content: { 'application/problem+json': { schema: problem } },
});
