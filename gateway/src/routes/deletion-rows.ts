import { z } from 'zod';
import { problem } from './schemas.ts';

const erasure = z
  .object({
    number: z.int(),
    at: z.iso.datetime(),
    what: z.string().meta({ description: 'complaint, order' }),
    rule: z.string().meta({ description: 'Retention rule, or the reason of a request' }),
    legalBasis: z.string(),
    actor: z.string(),
    count: z.int(),
    digest: z.string().meta({ description: 'SHA-256 over the sorted ids, base64url' }),
    previous: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'Erasure' });

/** What an administrator says to erase a person. */
export const erasureRequest = z.strictObject({
  reason: z.enum(['person-request', 'court-order', 'unlawful-collection', 'filed-by-mistake']).meta({
    description:
      'طلب المعني بالأمر، أمر قضائي، جمع غير مشروع، إيداع عن خطأ — demande de la personne, décision de justice, collecte illicite, dépôt par erreur',
  }),
  legalBasis: z
    .string()
    .max(200)
    .meta({ description: 'The text it rests on; no personal data', example: 'Loi 09-08, art. 8' }),
});

export const deletionQuery = z.strictObject({
  after: z.coerce.number().int().min(0).max(9_999_999_999).optional().meta({ description: 'Rows after this number' }),
  limit: z.coerce.number().int().min(1).max(500).optional(),
});

export const deletionAnswers = {
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
};

type Row = Omit<z.infer<typeof erasure>, 'number' | 'at'> & { number: bigint; at?: Date | undefined };

export function deletionBody(page: { erasures: readonly Row[]; intact: boolean; end: boolean }) {
  const erasures = page.erasures.map((row) => {
    const { what, rule, legalBasis, actor, count, digest, previous, hash } = row;
    const facts = { what, rule, legalBasis, actor, count, digest, previous, hash };
    return { number: Number(row.number), at: row.at?.toISOString() ?? '', ...facts };
  });
  return { erasures, intact: page.intact, nextAfter: page.end ? undefined : erasures.at(-1)?.number };
}
