import { z } from 'zod';
import { type Answer, route } from '../../http/route.ts';
import { problem } from '../schemas.ts';
import { civilDocument, documentBody, documentKinds } from './shapes.ts';

const common = { tag: 'civil status', access: 'signed-in' } as const;
const id = z.object({ id: z.string().max(80) });
const pdf = { description: 'PDF/A-2b with a PAdES signature', schema: z.string(), type: 'application/pdf' } as const;
const hidden = { description: 'None at a bureau of the caller’s', schema: problem };

export const produceDocument = route({
  ...common,
  method: 'post',
  path: '/v1/civil/acts/{id}/documents',
  operationId: 'produceDocument',
  summary: 'Make a document of an act as it stands today: drawn, sealed, kept; each print is on the act’s audit trail',
  quota: 'write',
  params: id,
  headers: z.object({ 'Idempotency-Key': z.string().max(255).optional() }),
  body: z.strictObject({
    kind: z.enum(documentKinds),
    language: z.enum(['ar', 'fr']).default('ar').meta({ description: 'Leads; names are always in all their scripts' }),
    relatedActIds: z
      .array(z.string().max(80))
      .max(40)
      .optional()
      .meta({ description: 'fiche-familiale, family-book: birth acts of spouses and children' }),
    seenOn: z.string().max(10).optional().meta({ description: 'life-certificate: day on which the person was seen' }),
  }),
  answers: {
    201: { description: 'The document; its file at Location', schema: z.object({ document: civilDocument }) },
    404: hidden,
    409: { description: 'The act is annulled, or a death stands on it', schema: problem },
  },
  async handle({ params, body, services, header }) {
    const { document } = await services['civil-documents'].produceDocument({
      actId: params.id,
      kind: body.kind,
      language: body.language,
      purpose: 'counter',
      relatedActIds: body.relatedActIds ?? [],
      seenOn: body.seenOn ?? '',
      idempotencyKey: header('idempotency-key'),
    });
    const told = documentBody(document);
    return { status: 201, body: { document: told }, headers: { Location: `/v1/civil/documents/${told.id}` } };
  },
});

export const getDocument = route({
  ...common,
  method: 'get',
  path: '/v1/civil/documents/{id}',
  operationId: 'getDocument',
  summary: 'The file of a document, byte by byte the same each time, as long as files are kept',
  quota: 'read',
  params: id,
  answers: { 200: pdf, 304: { description: 'Not changed' }, 404: hidden },
  async handle({ params, services, header }): Promise<Answer> {
    const { document, pdf: file } = await services['civil-documents'].getDocument({ id: params.id });
    const etag = `"${document?.digest ?? ''}"`;
    if (header('if-none-match') === etag) return { status: 304, headers: { ETag: etag } };
    const name = `${document?.kind ?? 'document'}-${document?.number ?? ''}.pdf`;
    const headers = {
      ETag: etag,
      'Content-Disposition': `inline; filename="${name}"`,
      'X-Content-Type-Options': 'nosniff',
    };
    return { status: 200, body: Buffer.from(file), type: 'application/pdf', headers };
  },
});

export const revokeDocument = route({
  ...common,
  method: 'post',
  path: '/v1/civil/documents/{id}/revoke',
  operationId: 'revokeDocument',
  summary: 'Declare a document void: by an officer of its bureau; whoever verifies it is told',
  quota: 'write',
  params: id,
  body: z.strictObject({ reason: z.string().min(1).max(500) }),
  answers: {
    200: { description: 'The document', schema: z.object({ document: civilDocument }) },
    403: { description: 'Not an officer', schema: problem },
    404: hidden,
    409: { description: 'Void already', schema: problem },
  },
  async handle({ params, body, services }) {
    const { document } = await services['civil-documents'].revokeDocument({ id: params.id, reason: body.reason });
    return { status: 200, body: { document: documentBody(document) } };
  },
});

export const printRegister = route({
  ...common,
  method: 'get',
  path: '/v1/civil/bureaux/{bureau}/registers/{kind}/{year}/volumes/{volume}',
  operationId: 'printRegister',
  summary:
    'A volume of a register for its archive: a hundred acts with their margins, and an index; `Volumes` says how many there are',
  quota: 'write',
  params: z.object({
    bureau: z.string().max(60),
    kind: z.enum(['birth', 'death']),
    year: z.coerce.number().int().min(1900).max(9999),
    volume: z.coerce.number().int().min(1).max(99_999),
  }),
  answers: { 200: pdf, 403: { description: 'Not staff of the bureau', schema: problem }, 404: hidden },
  async handle({ params: { bureau, kind, year, volume }, services }): Promise<Answer> {
    const request = { bureauId: bureau, kind, year, volume };
    const { pdf: file, volumes, firstNumber, lastNumber } = await services['civil-documents'].printRegister(request);
    const headers = {
      Volumes: String(volumes),
      'Content-Disposition': `inline; filename="${kind}-${year}-${firstNumber}-${lastNumber}.pdf"`,
      'X-Content-Type-Options': 'nosniff',
    };
    return { status: 200, body: Buffer.from(file), type: 'application/pdf', headers };
  },
});
