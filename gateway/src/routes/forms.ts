import { AppError, toProtoEnum } from '@jamaa/kit';
import type { Form } from '@jamaa/proto/intake/v1/intake';
import { kinds } from '@jamaa/proto/vocabulary';
import { z } from 'zod';
import type { Services } from '../clients/services.ts';
import { route } from '../http/route.ts';
import { localizedText, problem } from './schemas.ts';

const form = z
  .object({
    kind: z.enum(kinds),
    version: z.int(),
    validFrom: z.iso.datetime(),
    title: localizedText,
    introduction: localizedText,
    fields: z.array(
      z.object({
        path: z
          .string()
          .meta({ description: 'Member of the body of POST /v1/complaints', example: 'complainant.name' }),
        label: localizedText,
        help: localizedText,
        obligation: z.enum(['required', 'conditional', 'optional']),
        condition: localizedText.optional(),
      }),
    ),
  })
  .meta({ id: 'Form' });

const missing = { 404: { description: 'No such kind', schema: problem } };
// Not an enumeration: an address that does not exist is not found, not invalid.
const params = z.object({
  kind: z
    .string()
    .max(20)
    .meta({ description: kinds.join(', ') }),
});

export const getForm = route({
  method: 'get',
  path: '/v1/forms/{kind}',
  operationId: 'getForm',
  tag: 'reference data',
  summary: 'The form of a kind of deposit as it is in force: what is checked is what it says',
  quota: 'read',
  access: 'public',
  cacheSeconds: 60,
  params,
  answers: { 200: { description: 'The form', schema: form }, ...missing },
  async handle({ params: { kind }, services }) {
    const found = await formOf(services, kind);
    return {
      status: 200,
      body: {
        kind,
        version: found.version,
        validFrom: found.validFrom?.toISOString(),
        title: found.title && words(found.title),
        introduction: found.introduction && words(found.introduction),
        fields: found.fields.map(({ path, label, help, obligation, condition }) => ({
          path,
          label: label && words(label),
          help: help && words(help),
          obligation,
          condition: condition && words(condition),
        })),
      },
    };
  },
});

export const printForm = route({
  method: 'get',
  path: '/v1/forms/{kind}.pdf',
  operationId: 'printForm',
  tag: 'reference data',
  summary: 'The form on paper, to be filled in by hand, in Arabic or in French',
  quota: 'write',
  access: 'public',
  params,
  query: z.strictObject({ language: z.enum(['ar', 'fr']).default('ar') }),
  answers: { 200: { description: 'PDF/A', schema: z.string(), type: 'application/pdf' }, ...missing },
  async handle({ params: { kind }, query: { language }, services }) {
    const { pdf } = await services.notifications.renderForm({ form: await formOf(services, kind), language });
    const headers = { 'Content-Disposition': `inline; filename="formulaire-${kind}-${language}.pdf"` };
    return { status: 200, body: pdf, type: 'application/pdf', headers };
  },
});

const words = ({ ar, fr }: { readonly ar: string; readonly fr: string }) => ({ ar, fr });

async function formOf(services: Services, kind: string): Promise<Form> {
  const known = kinds.find((one) => one === kind);
  if (known === undefined) throw new AppError('not-found', `no such form; there are: ${kinds.join(', ')}`);
  const { form: found } = await services.intake.getForm({ kind: toProtoEnum('COMPLAINT_KIND', known) });
  if (found === undefined) throw new Error('intake answered no form');
  return found;
}
