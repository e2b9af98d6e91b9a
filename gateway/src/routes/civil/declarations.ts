import { DeclareRequest, PreDeclareRequest } from '@jamaa/proto/civil_registry/v1/civil_registry';
import { z } from 'zod';
import { versionOf } from '../../http/etag.ts';
import { route } from '../../http/route.ts';
import { problem } from '../schemas.ts';
import { declaration, declarationStates, declared, likeness } from './declaration-shapes.ts';
import { contentOf, told } from './wire.ts';

const common = { tag: 'civil status', access: 'signed-in' } as const;
const once = { 'Idempotency-Key': z.string().max(255).optional() };
const headers = z.object(once);
const change = z.object({ ...once, 'If-Match': z.string().max(20).optional() });
const params = z.object({ id: z.string().max(60) });
const answerWithDuplicates = z.object({ declaration, duplicates: z.array(likeness) });
const precedenceReason = z.string().max(1_000).optional().meta({
  description: 'Why nobody who comes before in the order of declarants declares',
});

const refusals = {
  403: { description: 'Not staff of this bureau', schema: problem },
  422: { description: 'A field is wrong: each is named', schema: problem },
};

export const preDeclare = route({
  ...common,
  method: 'post',
  path: '/v1/civil/pre-declarations',
  operationId: 'preDeclare',
  summary: 'A health establishment makes a birth or a death known; no act comes of it until somebody entitled declares',
  quota: 'write',
  headers,
  body: z.strictObject(declared),
  answers: { 201: { description: 'Known', schema: z.object({ declaration }) }, ...refusals },
  async handle({ body, services, header }) {
    const { bureauId, twinOf = '' } = body;
    const content = contentOf(body);
    const idempotencyKey = header('idempotency-key');
    const request = PreDeclareRequest.fromPartial({ bureauId, twinOf, kind: content.$case, idempotencyKey });
    const answer = await services['civil-registry'].preDeclare({ ...request, content });
    return { status: 201, body: told(answer) };
  },
});

export const declare = route({
  ...common,
  method: 'post',
  path: '/v1/civil/declarations',
  operationId: 'declare',
  summary: 'An entitled declarant declares a birth or a death; likely duplicates are told',
  quota: 'write',
  headers,
  body: z.strictObject({ ...declared, precedenceReason }),
  answers: { 201: { description: 'Declared', schema: answerWithDuplicates }, ...refusals },
  async handle({ body, services, header }) {
    const { bureauId, twinOf = '', precedenceReason: why = '' } = body;
    const content = contentOf(body);
    const idempotencyKey = header('idempotency-key');
    const kind = content.$case;
    const request = DeclareRequest.fromPartial({ bureauId, twinOf, kind, precedenceReason: why, idempotencyKey });
    return { status: 201, body: told(await services['civil-registry'].declare({ ...request, content })) };
  },
});

export const completeDeclaration = route({
  ...common,
  method: 'post',
  path: '/v1/civil/declarations/{id}/complete',
  operationId: 'completeDeclaration',
  summary: 'An entitled declarant completes what was pre-declared, or what the officer has returned',
  quota: 'write',
  headers: change,
  params,
  body: z.strictObject({ ...declared, bureauId: declared.bureauId.optional(), precedenceReason }),
  answers: {
    200: { description: 'Declared', schema: answerWithDuplicates },
    404: { description: 'No such declaration of this bureau', schema: problem },
    409: { description: 'Its state does not allow it', schema: problem },
    412: { description: 'It has changed', schema: problem },
    ...refusals,
  },
  async handle({ params: { id }, body, services, header }) {
    const { bureauId = '', twinOf = '', precedenceReason: why = '' } = body;
    const content = contentOf(body);
    const expectedVersion = versionOf(header('if-match'));
    const idempotencyKey = header('idempotency-key');
    const asked = { id, bureauId, twinOf, kind: content.$case, precedenceReason: why, expectedVersion, idempotencyKey };
    const answer = await services['civil-registry'].declare({ ...DeclareRequest.fromPartial(asked), content });
    return { status: 200, body: told(answer) };
  },
});

export const getDeclaration = route({
  ...common,
  method: 'get',
  path: '/v1/civil/declarations/{id}',
  operationId: 'getDeclaration',
  summary: 'A declaration, for the staff of its bureau',
  quota: 'read',
  params,
  answers: {
    200: { description: 'The declaration', schema: z.object({ declaration }) },
    404: { description: 'No such declaration of a bureau of the caller’s', schema: problem },
  },
  async handle({ params: { id }, services }) {
    const answer = await services['civil-registry'].getDeclaration({ id });
    const version = answer.declaration?.version ?? 0;
    return { status: 200, body: told(answer), headers: { ETag: `"v${version}"` } };
  },
});

export const listDeclarations = route({
  ...common,
  method: 'get',
  path: '/v1/civil/declarations',
  operationId: 'listDeclarations',
  summary: 'Declarations of a bureau, the newest first; those that are not ended unless a state is named',
  quota: 'read',
  query: z.strictObject({
    bureauId: z.string().max(60),
    state: z.enum(declarationStates).optional(),
    cursor: z.string().max(60).optional(),
    limit: z.coerce.number().int().min(1).max(100).optional(),
  }),
  answers: {
    200: {
      description: 'A page',
      schema: z.object({ declarations: z.array(declaration), nextCursor: z.string().optional() }),
    },
    ...refusals,
  },
  async handle({ query: { bureauId, state, cursor = '', limit = 0 }, services }) {
    const states = state === undefined ? [] : [state];
    return {
      status: 200,
      body: told(await services['civil-registry'].listDeclarations({ bureauId, states, cursor, limit })),
    };
  },
});

export const findDuplicates = route({
  ...common,
  method: 'get',
  path: '/v1/civil/declarations/{id}/duplicates',
  operationId: 'findCivilDuplicates',
  summary: 'Declarations and acts that may tell of the same event, side by side with this one',
  quota: 'read',
  params,
  answers: {
    200: { description: 'The likeliest first', schema: answerWithDuplicates },
    404: { description: 'No such declaration of a bureau of the caller’s', schema: problem },
  },
  async handle({ params: { id }, services }) {
    return { status: 200, body: told(await services['civil-registry'].findDuplicates({ declarationId: id })) };
  },
});
