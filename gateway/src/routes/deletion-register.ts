import { z } from 'zod';
import { route } from '../http/route.ts';
import { problem } from './schemas.ts';

const erasure = z
  .object({
    number: z.int(),
    at: z.iso.datetime(),
    what: z.string(),
    rule: z.string().meta({ description: 'Retention rule, or the reason of a request' }),
    legalBasis: z.string(),
    actor: z.string(),
    count: z.int(),
    digest: z.string().meta({ description: 'SHA-256 over the sorted ids, base64url' }),
    previous: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'Erasure' });

export const deletionRegister = route({
  method: 'get',
  path: '/v1/deletion-register',
  operationId: 'deletionRegister',
  tag: 'privacy',
  summary: 'What personal data was erased, when and by which rule, oldest first; for auditors and administrators',
  quota: 'read',
  access: 'signed-in',
  query: z.strictObject({
    after: z.coerce.number().int().min(0).max(9_999_999_999).optional().meta({ description: 'Rows after this number' }),
    limit: z.coerce.number().int().min(1).max(500).optional(),
  }),
  answers: {
    200: {
      description: 'A page',
      schema: z.object({
        erasures: z.array(erasure),
        intact: z.boolean().meta({ description: 'Whether the rows of this page fit each other and those before' }),
        nextAfter: z.int().optional(),
      }),
    },
    403: { description: 'Neither auditor nor administrator', schema: problem },
    422: { description: 'A parameter is wrong', schema: problem },
  },
  async handle({ query, services }) {
    const page = await services.intake.listErasures({ after: BigInt(query.after ?? 0), limit: query.limit ?? 0 });
    const erasures = page.erasures.map(({ ids: _ids, number, at, ...row }) => ({
      number: Number(number),
      at: at?.toISOString() ?? '',
      ...row,
    }));
    return {
      status: 200,
      body: { erasures, intact: page.intact, nextAfter: page.end ? undefined : erasures.at(-1)?.number },
    };
  },
});
