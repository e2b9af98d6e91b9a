import { z } from 'zod';
import { route } from '../../http/route.ts';
import { problem } from '../schemas.ts';
import { importBody, importProgress } from './schemas.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const startImport = route({
  method: 'post',
  path: '/v1/imports',
  operationId: 'startImport',
  tag: 'imports',
  summary: 'Take over the running and closed cases of a register: CSV or .xlsx, up to 20 MB and 50,000 lines',
  quota: 'write',
  access: 'signed-in',
  rawBody: { types: ['text/csv', XLSX], limit: 20 * 1024 ** 2 },
  query: z.strictObject({
    organisation: z.string().min(1).max(60).meta({ description: 'The body whose register it is' }),
    trial: z.enum(['true', 'false']).optional().meta({ description: 'Checks every line and writes no case' }),
  }),
  headers: z.object({ 'Idempotency-Key': z.string().max(255).optional() }),
  answers: {
    202: { description: 'Taken; it is worked off in the background', schema: importProgress },
    403: { description: 'Only the gestionnaire or an administrator of the body', schema: problem },
    409: { description: 'The same Idempotency-Key is in flight', schema: problem },
    413: { description: 'More than 20 MB or 50,000 lines, or unpacked too large', schema: problem },
    415: { description: 'Neither CSV nor .xlsx', schema: problem },
    422: { description: 'Not UTF-8, not what it says it is, or without a column that is needed', schema: problem },
  },
  async handle({ body, query, services, header }) {
    const { import: started } = await services.intake.startImport({
      idempotencyKey: header('idempotency-key'),
      organisation: query.organisation,
      trial: query.trial === 'true',
      file: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
      mediaType: header('content-type').split(';', 1)[0]?.trim().toLowerCase() ?? '',
    });
    const answer = importBody(started);
    return { status: 202, body: answer, headers: { Location: `/v1/imports/${answer.id}` } };
  },
});

export const getImportTemplate = route({
  method: 'get',
  path: '/v1/imports/template.csv',
  operationId: 'getImportTemplate',
  tag: 'imports',
  summary: 'A file to fill in, titles in Arabic and French',
  quota: 'read',
  access: 'public',
  answers: { 200: { description: 'CSV in UTF-8', schema: z.string(), type: 'text/csv' } },
  async handle({ services }) {
    const { csv } = await services.intake.getImportTemplate({});
    return { status: 200, body: Buffer.from(csv), type: 'text/csv' };
  },
});
