import { createHash } from 'node:crypto';
import { AppError, invalidField, isAppError } from '@jamaa/kit';
import { z } from 'zod';
import { type Answer, route } from '../../http/route.ts';
import { problem } from '../schemas.ts';
import { verdict, verdictBody } from './shapes.ts';
import { tokenIn } from './token-in.ts';
import { pageHeaders, unknownPage, verdictPage } from './verify-page.ts';

const common = { tag: 'civil status', access: 'public', quota: 'read' } as const;
const answers = {
  200: {
    description: 'What the document says, and whether it holds; a page for people by Accept: text/html',
    schema: verdict,
  },
  404: { description: 'This code is on no document of ours', schema: problem },
};
const LARGEST = 8 * 1024 * 1024;

export const verifyDocument = route({
  ...common,
  method: 'get',
  path: '/v1/verify/{token}',
  operationId: 'verifyDocument',
  summary: 'Verify a document by the code on it, without signing in',
  params: z.object({ token: z.string().max(400) }),
  query: z.strictObject({
    digest: z.string().max(64).optional().meta({ description: 'SHA-256 of the file in hand, hexadecimal' }),
  }),
  answers,
  async handle({ params, query, services, header }): Promise<Answer> {
    const forPeople = /\btext\/html\b/.test(header('accept'));
    try {
      const answer = await services['civil-documents'].verifyDocument({
        token: params.token,
        digest: query.digest ?? '',
      });
      const body = verdictBody(answer);
      return forPeople
        ? { status: 200, body: verdictPage(body), type: 'html', headers: pageHeaders }
        : { status: 200, body, headers: { Vary: 'Accept' } };
    } catch (error) {
      // Who scans a forged paper with a phone is to read that it is forged, not a problem document.
      if (!forPeople || !isAppError(error) || error.code !== 'not-found') throw error;
      return { status: 404, body: unknownPage(), type: 'html', headers: pageHeaders };
    }
  },
});

export const verifyFile = route({
  ...common,
  method: 'post',
  path: '/v1/verify',
  operationId: 'verifyFile',
  summary: 'Verify a file: its code is read from it, or given',
  rawBody: { types: ['application/pdf'], limit: LARGEST },
  headers: z.object({ 'Document-Token': z.string().max(400).optional() }),
  answers: { ...answers, 422: { description: 'No code in the file', schema: problem } },
  async handle({ body, services, header }) {
    const file = body;
    if (!Buffer.isBuffer(file) || file.length === 0)
      throw new AppError('malformed-request', 'send the PDF as the body');
    const token = header('document-token') || tokenIn(file);
    if (token === undefined) throw invalidField('Document-Token', 'required', 'no code of ours is in this file');
    const digest = createHash('sha256').update(file).digest('hex');
    return { status: 200, body: verdictBody(await services['civil-documents'].verifyDocument({ token, digest })) };
  },
});
