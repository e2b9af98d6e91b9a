import { z } from 'zod';
import type { Services } from '../../clients/services.ts';
import { route } from '../../http/route.ts';
import { problem } from '../schemas.ts';
import { act } from './acts-shapes.ts';
import { told } from './wire.ts';

const common = { tag: 'civil status', access: 'signed-in' } as const;
const ofBureau = z.object({ bureau: z.string().max(60) });
const ofRegister = ofBureau.extend({
  kind: z.enum(['birth', 'death']),
  year: z.coerce.number().int().min(1900).max(9999),
});

const register = z
  .object({
    bureauId: z.string(),
    kind: z.enum(['birth', 'death']),
    year: z.int(),
    state: z.enum(['open', 'closed']),
    firstNumber: z.int(),
    lastNumber: z.int().meta({ description: 'One less than the first while there is no act' }),
    head: z.string().meta({ description: 'SHA-256 of the last act, which holds the hash of the one before' }),
    openedAt: z.iso.datetime(),
    closedAt: z.iso.datetime().optional(),
    closedBy: z.string().optional(),
    signature: z.string().optional().meta({ description: 'The officer’s, over the closing record; base 64' }),
    decision: z.string().optional(),
    version: z.int(),
    held: z.boolean().optional().meta({
      description: 'The database was restored: nothing is registered before an officer states the last number on paper',
    }),
    lost: z
      .array(
        z.object({
          from: z.int(),
          to: z.int(),
          reason: z.string(),
          by: z.string(),
          at: z.iso.datetime(),
        }),
      )
      .optional()
      .meta({ description: 'Numbers whose acts are on paper alone, lost with the database; never given again' }),
  })
  .meta({ id: 'CivilRegister' });

const answer = z.object({ register });
const refusals = {
  403: { description: 'Not by this person, or outside the period of a delegation', schema: problem },
  422: { description: 'A field is wrong', schema: problem },
};
const unopened = { 404: { description: 'It has not been opened', schema: problem } };

export const openRegister = route({
  ...common,
  method: 'post',
  path: '/v1/civil/bureaux/{bureau}/registers',
  operationId: 'openRegister',
  summary: 'Open the yearly register of births or deaths of a bureau',
  quota: 'write',
  params: ofBureau,
  headers: z.object({ 'Idempotency-Key': z.string().max(255).optional() }),
  body: z.strictObject({
    kind: z.enum(['birth', 'death']),
    year: z.int().min(1900).max(9999),
    firstNumber: z.int().min(1).max(999_999).optional().meta({
      description: 'The next number of a paper register, where a bureau begins within the year; 1 unless given',
    }),
  }),
  answers: {
    201: { description: 'Opened', schema: answer },
    409: { description: 'It has been opened', schema: problem },
    ...refusals,
  },
  async handle({ params, body: { kind, year, firstNumber = 0 }, header, services }) {
    const idempotencyKey = header('idempotency-key');
    const request = { bureauId: params.bureau, kind, year, firstNumber, idempotencyKey };
    return { status: 201, body: told(await services['civil-registry'].openRegister(request)) };
  },
});

export const closeRegister = route({
  ...common,
  method: 'post',
  path: '/v1/civil/bureaux/{bureau}/registers/{kind}/{year}/close',
  operationId: 'closeRegister',
  summary: 'Close a register: every act in it is verified, its head is signed, no act comes after it',
  quota: 'write',
  params: ofRegister,
  body: z.strictObject({
    decision: z.string().max(200).optional().meta({ description: 'By which it is closed before its year has ended' }),
  }),
  answers: {
    200: { description: 'Closed', schema: answer },
    409: { description: 'It is closed, or differs from what was signed', schema: problem },
    412: { description: 'An act was registered meanwhile', schema: problem },
    ...unopened,
    ...refusals,
  },
  async handle({ params: { bureau, kind, year }, body, services }) {
    const request = { bureauId: bureau, kind, year, decision: body.decision ?? '' };
    return { status: 200, body: told(await services['civil-registry'].closeRegister(request)) };
  },
});

export const confirmRegister = route({
  ...common,
  method: 'post',
  path: '/v1/civil/bureaux/{bureau}/registers/{kind}/{year}/confirm',
  operationId: 'confirmRegister',
  summary: 'After a restore: state the last number on paper, and let the register go on above it',
  quota: 'write',
  params: ofRegister,
  body: z.strictObject({
    lastNumber: z.int().min(0).max(9_999_999).meta({ description: 'One less than the first where there is no act' }),
    reason: z
      .string()
      .max(500)
      .optional()
      .meta({ description: 'Why acts are on paper alone; required when there are' }),
  }),
  answers: {
    200: { description: 'It goes on', schema: answer },
    409: { description: 'It is not held, or is being imported', schema: problem },
    ...unopened,
    ...refusals,
  },
  async handle({ params: { bureau, kind, year }, body: { lastNumber, reason = '' }, services }) {
    const request = { bureauId: bureau, kind, year, lastNumber, reason };
    return { status: 200, body: told(await services['civil-registry'].confirmRegister(request)) };
  },
});

export const listRegisters = route({
  ...common,
  method: 'get',
  path: '/v1/civil/bureaux/{bureau}/registers',
  operationId: 'listRegisters',
  summary: 'The registers of a bureau, for its staff',
  quota: 'read',
  params: ofBureau,
  answers: { 200: { description: 'All', schema: z.object({ registers: z.array(register) }) }, ...refusals },
  async handle({ params, services }) {
    return { status: 200, body: told(await services['civil-registry'].listRegisters({ bureauId: params.bureau })) };
  },
});

export const getRegister = route({
  ...common,
  method: 'get',
  path: '/v1/civil/bureaux/{bureau}/registers/{kind}/{year}',
  operationId: 'getRegister',
  summary: 'A register, for the staff of its bureau',
  quota: 'read',
  params: ofRegister,
  answers: { 200: { description: 'The register', schema: answer }, ...unopened, ...refusals },
  async handle({ params: { bureau, kind, year }, services }) {
    return { status: 200, body: told(await services['civil-registry'].getRegister({ bureauId: bureau, kind, year })) };
  },
});

export const readRegister = route({
  ...common,
  method: 'get',
  path: '/v1/civil/bureaux/{bureau}/registers/{kind}/{year}/acts',
  operationId: 'readRegister',
  summary: 'Acts of a register in the order of their numbers, a page',
  quota: 'read',
  params: ofRegister,
  query: z.strictObject({
    after: z.coerce.number().int().min(0).max(9_999_999).optional(),
    limit: z.coerce.number().int().min(1).max(200).optional(),
  }),
  answers: {
    200: {
      description: 'A page; `nextAfter` unless it is the last',
      schema: z.object({ register, acts: z.array(act), nextAfter: z.int() }),
    },
    ...unopened,
    ...refusals,
  },
  async handle({ params: { bureau, kind, year }, query: { after = 0, limit = 0 }, services }) {
    const request = { bureauId: bureau, kind, year, after, limit };
    return { status: 200, body: told(await services['civil-registry'].readRegister(request)) };
  },
});

const PAGE = 200;

export const exportRegister = route({
  ...common,
  method: 'get',
  path: '/v1/civil/bureaux/{bureau}/registers/{kind}/{year}/export.jsonl',
  operationId: 'exportRegister',
  summary:
    'A register as structured data: the register in the first line, then an act in each, with hashes and signatures',
  quota: 'write',
  params: ofRegister,
  answers: {
    200: { description: 'JSON lines', type: 'application/jsonl' },
    ...unopened,
    ...refusals,
  },
  async handle({ params: { bureau, kind, year }, services }) {
    const request = { bureauId: bureau, kind, year };
    // Before the first byte leaves: who may not is answered a problem, not half a file.
    const first = await services['civil-registry'].readRegister({ ...request, after: 0, limit: PAGE });
    return {
      status: 200,
      stream: lines(services, request, first),
      headers: { 'Content-Type': 'application/jsonl; charset=utf-8' },
    };
  },
});

type Page = Awaited<ReturnType<Services['civil-registry']['readRegister']>>;

async function* lines(
  services: Services,
  request: { bureauId: string; kind: string; year: number },
  first: Page,
): AsyncGenerator<Uint8Array> {
  const line = (value: unknown): string => `${JSON.stringify(told(value))}\n`;
  yield Buffer.from(line({ register: first.register }));
  for (let page = first; ; ) {
    yield Buffer.from(page.acts.map((one) => line({ act: one })).join(''));
    if (page.nextAfter === 0) return;
    page = await services['civil-registry'].readRegister({ ...request, after: page.nextAfter, limit: PAGE });
  }
}
