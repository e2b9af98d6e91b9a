import { AppError, invalidField } from '@jamaa/kit';
import { z } from 'zod';
import type { Services } from '../../../clients/services.ts';
import { route } from '../../../http/route.ts';
import { pieces } from '../../attachments/pieces.ts';
import { problem } from '../../schemas.ts';
import { answer, common, hidden, importBody, params } from './shapes.ts';

const wrong = { 422: { description: 'A field is wrong', schema: problem } };

export const createRegisterImport = route({
  ...common,
  method: 'post',
  path: '/v1/civil/register-imports',
  operationId: 'createRegisterImport',
  summary: 'Announce a file of old registers: one register, or many that each line names',
  quota: 'write',
  headers: z.object({ 'Idempotency-Key': z.string().max(255).optional() }),
  body: z.strictObject({
    format: z.enum(['csv', 'jsonl']).meta({
      description: 'A table as the template has it, or JSON lines as a register is exported',
    }),
    content: z.enum(['acts', 'pages']).optional().meta({
      description:
        'Acts, unless it says `pages`: an index of scans, with the columns volume, page, acts (numbers with blanks between them), sha256',
    }),
    trial: z.boolean().optional().meta({ description: 'Checks every line and writes no act' }),
    register: z
      .strictObject({
        bureauId: z.string().min(1).max(60),
        kind: z.enum(['birth', 'death']),
        year: z.int().min(1900).max(9999),
        firstNumber: z.int().min(1).max(999_999).optional().meta({ description: '1 unless given' }),
      })
      .optional()
      .meta({ description: 'The one register of the file' }),
  }),
  answers: {
    201: { description: 'Announced; send its bytes, then start it', schema: answer },
    403: { description: 'Only an officer of the bureau or an administrator of its territory', schema: problem },
    409: { description: 'The register is closed, holds acts of its own, or is being imported', schema: problem },
    ...wrong,
  },
  async handle({ body: { format, content = 'acts', trial = false, register }, header, services }) {
    const { bureauId = '', kind = '', year = 0, firstNumber = 0 } = register ?? {};
    const of = { bureauId, kind, year, firstNumber };
    const request = { ...of, format, content, trial, idempotencyKey: header('idempotency-key') };
    const made = importBody((await services['register-imports'].createRegisterImport(request)).import);
    return { status: 201, body: made, headers: { Location: `/v1/civil/register-imports/${made.import.id}` } };
  },
});

const offsetOf = (text: string): number => {
  if (!/^\d{1,10}$/.test(text) || Number(text) > 4_294_967_295)
    throw invalidField('Upload-Offset', 'format', 'a number of bytes');
  return Number(text);
};

export const appendRegisterImport = route({
  ...common,
  method: 'patch',
  path: '/v1/civil/register-imports/{id}/file',
  operationId: 'appendRegisterImport',
  summary: 'Send bytes of the file from where it stands; after a break, ask where that is and go on there',
  quota: 'read',
  params,
  headers: z.object({ 'Upload-Offset': z.string().meta({ description: 'Bytes that are there already' }) }),
  streamedBody: 'application/offset+octet-stream',
  answers: {
    204: { description: 'Taken up to `Upload-Offset`, durably and sealed' },
    409: { description: 'The file stands at another offset, or has been started', schema: problem },
    413: { description: 'Larger than 4 GB', schema: problem },
    415: { description: 'Another media type', schema: problem },
    ...hidden,
    ...wrong,
  },
  async handle({ params: { id }, body, header, services }) {
    const from = offsetOf(header('upload-offset'));
    const offset = await appendAll(services, id, from, body as AsyncIterable<Uint8Array>);
    return { status: 204, headers: { 'Upload-Offset': String(offset) } };
  },
});

/** One piece after the other: the next is read when the last is durable, so that a fast sender waits and not this process's memory. */
async function appendAll(
  services: Services,
  id: string,
  from: number,
  body: AsyncIterable<Uint8Array>,
): Promise<number> {
  const append = async (offset: number, data: Buffer) =>
    (await services['register-imports'].appendRegisterImport({ id, offset, data })).offset;
  let offset = await append(from, Buffer.alloc(0));
  if (offset !== from) throw new AppError('command-not-allowed', `the file stands at offset ${offset}`);
  for await (const data of pieces(body)) offset = await append(offset, data);
  return offset;
}

export const startRegisterImport = route({
  ...common,
  method: 'post',
  path: '/v1/civil/register-imports/{id}/start',
  operationId: 'startRegisterImport',
  summary: 'The file is whole: its header is looked at now, its lines are worked off in the background',
  quota: 'write',
  params,
  answers: {
    202: { description: 'Started, or it had been', schema: answer },
    409: { description: 'It was cancelled', schema: problem },
    412: { description: 'More of the file came meanwhile', schema: problem },
    ...hidden,
    422: { description: 'Empty, not UTF-8, or a table without its columns', schema: problem },
  },
  async handle({ params: { id }, services }) {
    return { status: 202, body: importBody((await services['register-imports'].startRegisterImport({ id })).import) };
  },
});
