import { z } from 'zod';
import { route } from '../../http/route.ts';
import { problem } from '../schemas.ts';
import { importBody, importLine, importLineBody, importProgress } from './schemas.ts';

const params = z.object({ id: z.string().max(60) });
export const listImports = route({
  method: 'get',
  path: '/v1/imports',
  operationId: 'listImports',
  tag: 'imports',
  summary: 'Imports of a body’s registers, newest first',
  quota: 'read',
  access: 'signed-in',
  query: z.strictObject({
    organisation: z.string().min(1).max(60),
    cursor: z.string().max(36).optional(),
    limit: z.coerce.number().int().min(1).max(100).optional(),
  }),
  answers: {
    200: {
      description: 'A page',
      schema: z
        .object({ imports: z.array(importProgress), nextCursor: z.string().optional() })
        .meta({ id: 'ImportPage' }),
    },
    403: { description: 'Only the gestionnaire or an administrator of the body', schema: problem },
  },
  async handle({ query: { organisation, cursor = '', limit = 0 }, services }) {
    const page = await services.intake.listImports({ organisation, cursor, limit });
    const nextCursor = page.nextCursor === '' ? undefined : page.nextCursor;
    return { status: 200, body: { imports: page.imports.map(importBody), nextCursor } };
  },
});

const missing = { description: 'No such import, or not for this caller', schema: problem };

export const getImport = route({
  method: 'get',
  path: '/v1/imports/{id}',
  operationId: 'getImport',
  tag: 'imports',
  summary: 'How far an import is',
  quota: 'read',
  access: 'signed-in',
  params,
  answers: { 200: { description: 'Progress', schema: importProgress }, 404: missing },
  async handle({ params: { id }, services }) {
    return { status: 200, body: importBody((await services.intake.getImport({ id })).import) };
  },
});

export const listImportLines = route({
  method: 'get',
  path: '/v1/imports/{id}/lines',
  operationId: 'listImportLines',
  tag: 'imports',
  summary: 'What became of each line, and what is wrong with those refused',
  quota: 'read',
  access: 'signed-in',
  params,
  query: z.strictObject({
    outcome: z.enum(['created', 'unchanged', 'refused']).optional(),
    cursor: z.string().max(20).optional(),
    limit: z.coerce.number().int().min(1).max(500).optional(),
  }),
  answers: {
    200: {
      description: 'A page, in the order of the file',
      schema: z
        .object({ lines: z.array(importLine), nextCursor: z.string().optional() })
        .meta({ id: 'ImportLinePage' }),
    },
    404: missing,
  },
  async handle({ params: { id }, query, services }) {
    const { outcome = '', cursor = '', limit = 0 } = query;
    const page = await services.intake.listImportLines({ id, outcome, cursor, limit });
    const nextCursor = page.nextCursor === '' ? undefined : page.nextCursor;
    return { status: 200, body: { lines: page.lines.map(importLineBody), nextCursor } };
  },
});

export const cancelImport = route({
  method: 'post',
  path: '/v1/imports/{id}/cancel',
  operationId: 'cancelImport',
  tag: 'imports',
  summary: 'End an import: what it has written stays, the rest is deleted',
  quota: 'write',
  access: 'signed-in',
  params,
  answers: {
    200: { description: 'Cancelled', schema: importProgress },
    404: missing,
    409: { description: 'It is done', schema: problem },
  },
  async handle({ params: { id }, services }) {
    return { status: 200, body: importBody((await services.intake.cancelImport({ id })).import) };
  },
});
