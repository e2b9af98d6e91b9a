import { z } from 'zod';
import { versionOf } from '../../http/etag.ts';
import { type Route, route } from '../../http/route.ts';
import { problem } from '../schemas.ts';
import { act } from './acts-shapes.ts';
import { declaration } from './declaration-shapes.ts';
import { told } from './wire.ts';

const params = z.object({ id: z.string().max(60) });
const headers = z.object({
  'Idempotency-Key': z.string().max(255).optional(),
  'If-Match': z.string().max(20).optional(),
});
const text = z.string().max(2_000);

const refusals = {
  403: { description: 'Not by this person, or outside the period of a delegation', schema: problem },
  404: { description: 'No such declaration of a bureau of the caller’s', schema: problem },
  409: { description: 'Its state does not allow it', schema: problem },
  412: { description: 'It has changed', schema: problem },
  422: { description: 'A field is wrong', schema: problem },
};

const steps = {
  review: ['Send a declaration to the officer', z.strictObject({})],
  return: ['The officer sends a declaration back, saying what is wrong', z.strictObject({ text })],
  reject: [
    'The officer refuses a declaration, with its legal basis',
    z.strictObject({ text, reasonCode: z.string().max(60), legalBasis: z.string().max(2_000) }),
  ],
  withdraw: ['Take a declaration back before it is registered', z.strictObject({ text })],
  distinguish: [
    'Decide that another declaration or act that looks alike is of somebody else',
    z.strictObject({ otherId: z.string().max(80), text }),
  ],
} as const;

interface Words {
  readonly text?: string;
  readonly reasonCode?: string;
  readonly legalBasis?: string;
  readonly otherId?: string;
}

const stepRoute = (command: string, summary: string, body: z.ZodObject): Route =>
  route({
    method: 'post',
    path: `/v1/civil/declarations/{id}/${command}`,
    operationId: `${command}Declaration`,
    tag: 'civil status',
    access: 'signed-in',
    summary,
    quota: 'write',
    headers,
    params,
    body,
    answers: { 200: { description: 'The declaration after it', schema: z.object({ declaration }) }, ...refusals },
    async handle({ params: { id }, body: given, services, header }) {
      const { text: words = '', reasonCode = '', legalBasis = '', otherId = '' } = given as Words;
      const answer = await services['civil-registry'].executeDeclaration({
        ...{ id, command, text: words, reasonCode, legalBasis, otherId },
        expectedVersion: versionOf(header('if-match')),
        idempotencyKey: header('idempotency-key'),
      });
      return { status: 200, body: told(answer) };
    },
  });

export const registerAct = route({
  method: 'post',
  path: '/v1/civil/declarations/{id}/register',
  operationId: 'registerAct',
  tag: 'civil status',
  access: 'signed-in',
  summary: 'The officer signs: the declaration becomes an act, with the next number of its register',
  quota: 'write',
  headers,
  params,
  body: z.strictObject({}),
  answers: { 201: { description: 'The act', schema: z.object({ act, declaration }) }, ...refusals },
  async handle({ params: { id }, services, header }) {
    const answer = await services['civil-registry'].registerAct({
      declarationId: id,
      expectedVersion: versionOf(header('if-match')),
      idempotencyKey: header('idempotency-key'),
    });
    return { status: 201, body: told(answer) };
  },
});

export const declarationSteps: readonly Route[] = [
  ...Object.entries(steps).map(([command, [summary, body]]) => stepRoute(command, summary, body)),
  registerAct,
];
