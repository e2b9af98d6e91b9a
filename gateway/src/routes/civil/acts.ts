import { Mention } from '@jamaa/proto/civil_registry/v1/acts';
import { SearchActsRequest } from '@jamaa/proto/civil_registry/v1/civil_registry';
import { z } from 'zod';
import { versionOf } from '../../http/etag.ts';
import { route } from '../../http/route.ts';
import { problem } from '../schemas.ts';
import { act, foundAct, mention, mentionFields } from './acts-shapes.ts';
import { day } from './people.ts';
import { told } from './wire.ts';

const common = { tag: 'civil status', access: 'signed-in' } as const;
const params = z.object({ id: z.string().max(80).meta({ example: '03.451.01.09-1:birth:2026:17' }) });
const hidden = { 404: { description: 'No such act of a bureau of the caller’s', schema: problem } };

export const getAct = route({
  ...common,
  method: 'get',
  path: '/v1/civil/acts/{id}',
  operationId: 'getAct',
  summary: 'An act as it was written, or as copies show it on a day; each look is on its audit trail',
  quota: 'read',
  params,
  query: z.strictObject({ asOf: day.optional() }),
  answers: { 200: { description: 'The act', schema: z.object({ act }) }, ...hidden },
  async handle({ params: { id }, query, services }) {
    const answer = await services['civil-registry'].getAct({ id, asOf: query.asOf ?? '' });
    return { status: 200, body: told(answer), headers: { ETag: `"v${answer.act?.version ?? 0}"` } };
  },
});

const name = z.string().max(100).optional();

export const searchActs = route({
  ...common,
  method: 'get',
  path: '/v1/civil/acts',
  operationId: 'searchActs',
  summary: 'Find acts: by number or identifier in all bureaux, by names in the caller’s own; best first',
  quota: 'read',
  query: z.strictObject({
    kind: z.enum(['birth', 'death']).optional(),
    bureauId: z.string().max(60).optional(),
    year: z.coerce.number().int().min(0).max(9999).optional(),
    number: z.coerce.number().int().min(0).max(9_999_999).optional(),
    idcs: z.string().max(10).optional(),
    nationalId: z.string().max(20).optional(),
    firstNames: name.meta({
      description: 'In any script; of first names, family name and day of birth two are needed',
    }),
    familyName: name,
    birthDate: day.optional(),
    birthYear: z.coerce.number().int().min(0).max(9999).optional(),
    limit: z.coerce.number().int().min(1).max(50).optional(),
  }),
  answers: {
    200: {
      description: 'Best first; `truncated` when there are more: say more of the person',
      schema: z.object({ acts: z.array(foundAct), truncated: z.boolean().optional() }),
    },
    403: { description: 'Not staff of civil status', schema: problem },
    422: { description: 'Too little to look for', schema: problem },
  },
  async handle({ query, services }) {
    const request = SearchActsRequest.fromPartial(query as Parameters<typeof SearchActsRequest.fromPartial>[0]);
    return { status: 200, body: told(await services['civil-registry'].searchActs(request)) };
  },
});

export const addMention = route({
  ...common,
  method: 'post',
  path: '/v1/civil/acts/{id}/mentions',
  operationId: 'addMention',
  summary: 'Enter a mention in the margin of an act: linked, signed, never changed',
  quota: 'write',
  headers: z.object({
    'Idempotency-Key': z.string().max(255).optional(),
    'If-Match': z.string().max(20).optional(),
  }),
  params,
  body: z.strictObject({
    bureauId: z.string().max(60).optional().meta({ description: 'The bureau that enters it; absent: the act’s own' }),
    ...mentionFields,
  }),
  answers: {
    201: { description: 'Entered', schema: z.object({ act, mention }) },
    403: { description: 'Only an officer of a bureau, within the delegation', schema: problem },
    409: { description: 'The act is annulled', schema: problem },
    412: { description: 'The act has changed', schema: problem },
    422: { description: 'A field is wrong: each is named', schema: problem },
    ...hidden,
  },
  async handle({ params: { id }, body, services, header }) {
    const { bureauId = '', ...asked } = body;
    const answer = await services['civil-registry'].addMention({
      actId: id,
      bureauId,
      mention: Mention.fromPartial(asked as Parameters<typeof Mention.fromPartial>[0]),
      expectedVersion: versionOf(header('if-match')),
      idempotencyKey: header('idempotency-key'),
    });
    return { status: 201, body: told(answer) };
  },
});
