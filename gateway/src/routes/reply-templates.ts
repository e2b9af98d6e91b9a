import type { ReplyTemplate } from '@jamaa/proto/intake/v1/intake';
import { kinds } from '@jamaa/proto/vocabulary';
import { z } from 'zod';
import { route } from '../http/route.ts';
import { problem, reference } from './schemas.ts';

const languages = ['ar', 'fr', 'zgh'] as const;
const title = z.string().max(200);
const text = z.string().max(8_000).meta({
  description: 'With variables: {reference} {commune} {category} {receivedAt} {dueAt} {complainantName}',
});

const template = z
  .object({
    id: z.string(),
    organisation: z.string(),
    category: z.string().optional().meta({ description: 'Absent: all' }),
    kind: z.string().optional().meta({ description: 'Absent: all' }),
    language: z.string(),
    title: z.string(),
    text: z.string(),
    version: z.int(),
    updatedAt: z.iso.datetime(),
    retiredAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'ReplyTemplate' });

function body(one: ReplyTemplate | undefined): z.infer<typeof template> {
  if (one === undefined) throw new Error('intake answered no template');
  return {
    id: one.id,
    organisation: one.organisation,
    category: one.category === '' ? undefined : one.category,
    kind: one.kind === '' ? undefined : one.kind,
    language: one.language,
    title: one.title,
    text: one.text,
    version: one.version,
    updatedAt: one.updatedAt?.toISOString() ?? '',
    retiredAt: one.retiredAt?.toISOString(),
  };
}

const common = { tag: 'reply templates', access: 'signed-in' } as const;
const headers = z.object({ 'Idempotency-Key': z.string().max(255).optional() });
const refusals = {
  403: { description: 'Only coordinators of the body and administrators of its territory', schema: problem },
  422: { description: 'A field is wrong, or a variable does not exist', schema: problem },
};

export const createReplyTemplate = route({
  ...common,
  method: 'post',
  path: '/v1/reply-templates',
  operationId: 'createReplyTemplate',
  summary: 'A text from which the staff of a body write replies',
  quota: 'write',
  headers,
  body: z.strictObject({
    organisation: z.string().max(60),
    category: z.string().max(8).optional(),
    kind: z.enum(kinds).optional(),
    language: z.enum(languages),
    title,
    text,
  }),
  answers: { 201: { description: 'Made, as version 1', schema: template }, ...refusals },
  async handle({ body: asked, services, header }) {
    const { category = '', kind = '', ...rest } = asked;
    const idempotencyKey = header('idempotency-key');
    const saved = await services.intake.saveReplyTemplate({ ...rest, category, kind, id: '', idempotencyKey });
    return { status: 201, body: body(saved.template) };
  },
});

export const editReplyTemplate = route({
  ...common,
  method: 'post',
  path: '/v1/reply-templates/{id}',
  operationId: 'editReplyTemplate',
  summary: 'A new version of a template; earlier ones stay on record',
  quota: 'write',
  headers,
  params: z.object({ id: z.string().max(60) }),
  body: z.strictObject({ title, text }),
  answers: {
    200: { description: 'The new version', schema: template },
    404: { description: 'No such template, or not of a body of the caller’s', schema: problem },
    409: { description: 'It is retired', schema: problem },
    ...refusals,
  },
  async handle({ params, body: asked, services, header }) {
    const place = { organisation: '', category: '', kind: '', language: '' };
    const idempotencyKey = header('idempotency-key');
    const saved = await services.intake.saveReplyTemplate({ ...place, ...asked, id: params.id, idempotencyKey });
    return { status: 200, body: body(saved.template) };
  },
});

export const retireReplyTemplate = route({
  ...common,
  method: 'post',
  path: '/v1/reply-templates/{id}/retire',
  operationId: 'retireReplyTemplate',
  summary: 'Take a template out of use',
  quota: 'write',
  params: z.object({ id: z.string().max(60) }),
  body: z.strictObject({}),
  answers: {
    200: { description: 'Retired', schema: template },
    404: { description: 'No such template, or not of a body of the caller’s', schema: problem },
  },
  async handle({ params, services }) {
    const retired = await services.intake.retireReplyTemplate({ id: params.id });
    return { status: 200, body: body(retired.template) };
  },
});

export const listReplyTemplates = route({
  ...common,
  method: 'get',
  path: '/v1/reply-templates',
  operationId: 'listReplyTemplates',
  summary: 'The templates of a body, for its staff; those for all categories or kinds fit each',
  quota: 'read',
  query: z.strictObject({
    organisation: z.string().max(60),
    category: z.string().max(8).optional(),
    kind: z.enum(kinds).optional(),
    language: z.enum(languages).optional(),
    all: z.enum(['true', 'false']).optional().meta({ description: 'Retired ones too' }),
  }),
  answers: {
    200: { description: 'By title', schema: z.object({ templates: z.array(template) }) },
    403: { description: 'Only the staff of the body', schema: problem },
  },
  async handle({ query, services }) {
    const { organisation, category = '', kind = '', language = '' } = query;
    const all = query.all === 'true';
    const { templates } = await services.intake.listReplyTemplates({ organisation, category, kind, language, all });
    return { status: 200, body: { templates: templates.map(body) } };
  },
});

export const previewReply = route({
  ...common,
  method: 'post',
  path: '/v1/complaints/{reference}/reply-preview',
  operationId: 'previewReply',
  summary: 'A template filled in for a case, in its language, else in Arabic; nothing is sent',
  quota: 'write',
  params: z.object({ reference }),
  body: z.strictObject({ template: z.string().max(60).optional() }),
  answers: {
    200: {
      description: 'The text, and the variables for which the case has no value',
      schema: z.object({
        text: z.string(),
        language: z.string(),
        template: z.string(),
        templateVersion: z.int(),
        missing: z.array(z.string()),
      }),
    },
    403: { description: 'Only those who work on the case', schema: problem },
    404: { description: 'No such case, or no template that fits it', schema: problem },
  },
  async handle({ params, body: asked, services }) {
    const answer = await services.intake.previewReply({
      reference: params.reference,
      template: asked.template ?? '',
    });
    return { status: 200, body: answer };
  },
});
