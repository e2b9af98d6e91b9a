import { invalidField } from '@jamaa/kit';
import type { Delegation } from '@jamaa/proto/directory/v1/directory';
import { z } from 'zod';
import { route } from '../http/route.ts';
import { problem } from './schemas.ts';

const delegation = z
  .object({
    id: z.string(),
    organisation: z.string(),
    kind: z.enum(['delegate', 'interim']),
    of: z.string().meta({ description: 'Whose power it is: president or director-of-services' }),
    account: z.string(),
    name: z.string(),
    delegator: z.string(),
    delegatorName: z.string().optional(),
    decisionNumber: z.string(),
    decisionDate: z.string(),
    validFrom: z.iso.datetime(),
    validTo: z.iso.datetime(),
    categories: z.array(z.string()).meta({ description: 'None: all' }),
  })
  .meta({ id: 'Delegation' });

function body(one: Delegation | undefined): z.infer<typeof delegation> {
  if (one?.mandate === undefined) throw new Error('directory answered no delegation');
  const { mandate } = one;
  return {
    id: mandate.id,
    organisation: one.organisation,
    kind: mandate.kind === 'interim' ? 'interim' : 'delegate',
    of: mandate.of,
    account: one.accountId,
    name: one.name,
    delegator: mandate.delegator,
    delegatorName: one.delegatorName === '' ? undefined : one.delegatorName,
    decisionNumber: mandate.decisionNumber,
    decisionDate: mandate.decisionDate,
    validFrom: one.validFrom?.toISOString() ?? '',
    validTo: one.validTo?.toISOString() ?? '',
    categories: mandate.categories,
  };
}

const day = z.string().max(10).meta({ example: '2026-11-20' });

export const createDelegation = route({
  method: 'post',
  path: '/v1/delegations',
  operationId: 'createDelegation',
  tag: 'accounts',
  summary: 'Let somebody of the body sign for its président or directeur des services: by dated arrêté, or as interim',
  quota: 'write',
  access: 'signed-in',
  body: z.strictObject({
    organisation: z.string().max(60),
    email: z.string().max(254).meta({ description: 'Of the account that is to sign' }),
    delegator: z
      .string()
      .max(254)
      .optional()
      .meta({ description: 'E-mail of the validator whose power it is; absent: the caller’s' }),
    kind: z.enum(['delegate', 'interim']),
    decisionNumber: z.string().max(60),
    decisionDate: day,
    from: day,
    to: day.meta({ description: 'Last day, included', example: '2026-12-31' }),
    categories: z.array(z.string().max(8)).max(100).optional(),
  }),
  answers: {
    201: { description: 'It holds within seconds', schema: delegation },
    403: { description: 'Only the président, the directeur des services, an administrator', schema: problem },
    422: { description: 'A field is wrong', schema: problem },
  },
  async handle({ body: asked, services }) {
    const { categories = [], delegator = '', ...rest } = asked;
    if (categories.length > 0) {
      // Categories are mastered by intake; a code misspelt would be a delegation of nothing.
      const known = new Set((await services.intake.listCategories({})).categories.map(({ code }) => code));
      if (categories.some((code) => !known.has(code)))
        throw invalidField('categories', 'unknown', 'codes of categories, like ECL');
    }
    const answer = await services.directory.createDelegation({ ...rest, categories, delegatorEmail: delegator });
    return { status: 201, body: body(answer.delegation) };
  },
});

export const listDelegations = route({
  method: 'get',
  path: '/v1/delegations',
  operationId: 'listDelegations',
  tag: 'accounts',
  summary: 'Who signs, signed and will sign for a body by delegation or interim',
  quota: 'read',
  access: 'signed-in',
  query: z.strictObject({ organisation: z.string().max(60) }),
  answers: {
    200: { description: 'All of them', schema: z.object({ delegations: z.array(delegation) }) },
    403: { description: 'Only the body’s staff and those who watch over it', schema: problem },
  },
  async handle({ query, services }) {
    const { delegations } = await services.directory.listDelegations(query);
    return { status: 200, body: { delegations: delegations.map(body) } };
  },
});

export const endDelegation = route({
  method: 'post',
  path: '/v1/delegations/{id}/end',
  operationId: 'endDelegation',
  tag: 'accounts',
  summary: 'End a delegation before its last day',
  quota: 'write',
  access: 'signed-in',
  params: z.object({ id: z.string().max(60) }),
  body: z.strictObject({}),
  answers: {
    200: { description: 'Ended', schema: delegation },
    403: { description: 'Only the président, the directeur des services, an administrator', schema: problem },
    404: { description: 'No such delegation', schema: problem },
  },
  async handle({ params, services }) {
    const answer = await services.directory.endDelegation({ id: params.id });
    return { status: 200, body: body(answer.delegation) };
  },
});
