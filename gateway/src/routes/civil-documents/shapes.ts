import type { CivilDocument, VerifyDocumentResponse } from '@jamaa/proto/civil_registry/v1/documents';
import { z } from 'zod';
import { localizedText } from '../schemas.ts';

export const documentKinds = [
  'extract',
  'full-copy',
  'fiche-individuelle',
  'fiche-familiale',
  'life-certificate',
  'family-book',
] as const;

const shape = {
  id: z.uuid(),
  kind: z.enum(documentKinds),
  number: z.string().meta({ description: 'Printed on it', example: '7K3Q-9MX4-TR2B' }),
  bureauId: z.string(),
  language: z.enum(['ar', 'fr']),
  producedAt: z.iso.datetime(),
  digest: z.string().meta({ description: 'SHA-256 of the file, hexadecimal' }),
  state: z.enum(['valid', 'replaced', 'revoked']),
  pages: z.int(),
};

export const civilDocument = z
  .object({ ...shape, actId: z.string(), version: z.int() })
  .meta({ id: 'CivilDocument', description: 'A document made of an act; its code is on the document alone' });

export const verdict = z
  .object({
    verdict: z.enum(['valid', 'replaced', 'revoked', 'altered']).meta({
      description: 'replaced: the act has changed since; altered: the file in hand is not the one that was made',
    }),
    document: z.object(shape),
    fields: z.array(z.object({ label: localizedText, value: z.string() })).meta({
      description: 'What the document says, as on the paper and in its order',
    }),
    revokedAt: z.iso.datetime().optional(),
    replacedAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'DocumentVerdict' });

/** To whoever had it made. */
export const documentBody = (document: CivilDocument | undefined): z.infer<typeof civilDocument> => {
  const { token: _onThePaperAlone, producedAt, ...told } = document ?? missing();
  return { ...told, producedAt: dateText(producedAt) } as z.infer<typeof civilDocument>;
};

/** To anybody who has the code: no more than the paper says, so not the act's own address either. */
export function verdictBody(answer: VerifyDocumentResponse): z.infer<typeof verdict> {
  const { actId: _notOnThePaper, version: _nor, ...document } = documentBody(answer.document);
  return {
    verdict: answer.verdict as z.infer<typeof verdict>['verdict'],
    document,
    fields: answer.fields.map(({ label, value }) => ({ label: { ar: label?.ar ?? '', fr: label?.fr ?? '' }, value })),
    ...(answer.revokedAt === undefined ? {} : { revokedAt: dateText(answer.revokedAt) }),
    ...(answer.replacedAt === undefined ? {} : { replacedAt: dateText(answer.replacedAt) }),
  };
}

const dateText = (at: Date | undefined): string => (at ?? new Date(0)).toISOString();

const missing = (): never => {
  throw new Error('an answer without document');
};
