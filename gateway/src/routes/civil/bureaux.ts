import { AddBureauRequest } from '@jamaa/proto/civil_registry/v1/civil_registry';
import { z } from 'zod';
import { route } from '../../http/route.ts';
import { localizedText, problem } from '../schemas.ts';
import { told } from './wire.ts';

const tag = 'civil status';

const bureau = z
  .object({
    id: z.string().meta({ example: '03.451.01.09-1' }),
    kind: z.enum(['main', 'further', 'consulate']),
    name: localizedText,
    territory: z.string(),
    organisation: z.string(),
    country: z.string().optional(),
    version: z.int(),
  })
  .meta({ id: 'Bureau' });

export const listBureaux = route({
  method: 'get',
  path: '/v1/civil/bureaux',
  operationId: 'listBureaux',
  tag,
  summary: 'Bureaux of civil status, by id',
  quota: 'read',
  access: 'public',
  query: z.strictObject({
    territory: z.string().max(20).optional(),
    kind: z.enum(['main', 'further', 'consulate']).optional(),
    cursor: z.string().max(60).optional(),
    limit: z.coerce.number().int().min(1).max(200).optional(),
  }),
  answers: {
    200: { description: 'A page', schema: z.object({ bureaux: z.array(bureau), nextCursor: z.string().optional() }) },
  },
  async handle({ query: { territory = '', kind = '', cursor = '', limit = 0 }, services }) {
    return {
      status: 200,
      body: told(await services['civil-registry'].listBureaux({ territory, kind, cursor, limit })),
    };
  },
});

export const getBureau = route({
  method: 'get',
  path: '/v1/civil/bureaux/{bureau}',
  operationId: 'getBureau',
  tag,
  summary: 'A bureau of civil status',
  quota: 'read',
  access: 'public',
  params: z.object({ bureau: z.string().max(60) }),
  answers: {
    200: { description: 'The bureau', schema: z.object({ bureau }) },
    404: { description: 'No such bureau', schema: problem },
  },
  async handle({ params, services }) {
    return { status: 200, body: told(await services['civil-registry'].getBureau({ id: params.bureau })) };
  },
});

export const addBureau = route({
  method: 'post',
  path: '/v1/civil/bureaux',
  operationId: 'addBureau',
  tag,
  summary: 'A further bureau of a commune or arrondissement, or a consulate',
  quota: 'write',
  access: 'signed-in',
  headers: z.object({ 'Idempotency-Key': z.string().max(255).optional() }),
  body: z.strictObject({
    territory: z.string().max(20).optional().meta({ description: 'Of a further bureau' }),
    organisation: z
      .string()
      .max(60)
      .optional()
      .meta({ description: 'Body whose staff work there; absent: the commune itself' }),
    name: z.strictObject({ ar: z.string().max(200), fr: z.string().max(200) }),
    consulate: z
      .string()
      .max(40)
      .optional()
      .meta({ description: 'Of a consulate: the last part of its id', example: 'lyon' }),
    country: z.string().max(2).optional(),
  }),
  answers: {
    201: { description: 'Added', schema: z.object({ bureau }) },
    403: { description: 'Only an administrator of the territory', schema: problem },
    409: { description: 'It is there already', schema: problem },
    422: { description: 'A field is wrong', schema: problem },
  },
  async handle({ body, services, header }) {
    const request = AddBureauRequest.fromPartial({
      ...(body as Parameters<typeof AddBureauRequest.fromPartial>[0]),
      idempotencyKey: header('idempotency-key'),
    });
    return { status: 201, body: told(await services['civil-registry'].addBureau(request)) };
  },
});
