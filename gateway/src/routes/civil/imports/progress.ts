import { z } from 'zod';
import { route } from '../../../http/route.ts';
import { problem } from '../../schemas.ts';
import { answer, common, hidden, importBody, importedRegister, params, refusedLine } from './shapes.ts';

const page = (most: number) =>
  z.strictObject({
    cursor: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(most).optional(),
  });
const next = (cursor: string) => (cursor === '' ? undefined : cursor);
const wrong = { 422: { description: 'Not a cursor of this list', schema: problem } };

export const getRegisterImport = route({
  ...common,
  method: 'get',
  path: '/v1/civil/register-imports/{id}',
  operationId: 'getRegisterImport',
  summary: 'How far the import of a file is',
  quota: 'read',
  params,
  answers: { 200: { description: 'Progress', schema: answer }, ...hidden },
  async handle({ params: { id }, services }) {
    return { status: 200, body: importBody((await services['register-imports'].getRegisterImport({ id })).import) };
  },
});

export const listRegisterImportProblems = route({
  ...common,
  method: 'get',
  path: '/v1/civil/register-imports/{id}/problems',
  operationId: 'listRegisterImportProblems',
  summary: 'Lines that were refused: line, field, code and words, never what stands there',
  quota: 'read',
  params,
  query: page(500),
  answers: {
    200: {
      description: 'A page, in the order of the file',
      schema: z
        .object({ lines: z.array(refusedLine), nextCursor: z.string().optional() })
        .meta({ id: 'RefusedLinePage' }),
    },
    ...hidden,
    ...wrong,
  },
  async handle({ params: { id }, query: { cursor = '', limit = 0 }, services }) {
    const { lines, nextCursor } = await services['register-imports'].listRegisterImportProblems({ id, cursor, limit });
    const told = lines.map(({ line, actId, problems }) => ({
      line,
      ...(actId === '' ? {} : { actId }),
      problems: problems.map(({ field, code, message }) => ({
        field,
        code,
        message: { ar: message?.ar ?? '', fr: message?.fr ?? '' },
      })),
    }));
    return { status: 200, body: { lines: told, nextCursor: next(nextCursor) } };
  },
});

export const listImportedRegisters = route({
  ...common,
  method: 'get',
  path: '/v1/civil/register-imports/{id}/registers',
  operationId: 'listImportedRegisters',
  summary: 'Registers of a file, and the numbers they lack',
  quota: 'read',
  params,
  query: page(200),
  answers: {
    200: {
      description: 'A page',
      schema: z
        .object({ registers: z.array(importedRegister), nextCursor: z.string().optional() })
        .meta({ id: 'ImportedRegisterPage' }),
    },
    ...hidden,
    ...wrong,
  },
  async handle({ params: { id }, query: { cursor = '', limit = 0 }, services }) {
    const { registers, nextCursor } = await services['register-imports'].listImportedRegisters({ id, cursor, limit });
    return { status: 200, body: { registers, nextCursor: next(nextCursor) } };
  },
});

export const cancelRegisterImport = route({
  ...common,
  method: 'post',
  path: '/v1/civil/register-imports/{id}/cancel',
  operationId: 'cancelRegisterImport',
  summary: 'End an import: acts that are written stay, the rest of the file is deleted',
  quota: 'write',
  params,
  answers: {
    200: { description: 'Cancelled', schema: answer },
    409: { description: 'It is done', schema: problem },
    ...hidden,
  },
  async handle({ params: { id }, services }) {
    return { status: 200, body: importBody((await services['register-imports'].cancelRegisterImport({ id })).import) };
  },
});

export const getRegisterImportTemplate = route({
  ...common,
  access: 'public',
  method: 'get',
  path: '/v1/civil/register-imports/template.csv',
  operationId: 'getRegisterImportTemplate',
  summary: 'A table to fill in, with a line that shows the forms',
  quota: 'read',
  answers: { 200: { description: 'CSV in UTF-8', schema: z.string(), type: 'text/csv' } },
  async handle({ services }) {
    const { csv } = await services['register-imports'].getRegisterImportTemplate({});
    return { status: 200, body: Buffer.from(csv), type: 'text/csv' };
  },
});
