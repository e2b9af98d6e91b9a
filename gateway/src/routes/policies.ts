import type { Policy } from '@jamaa/proto/sla/v1/sla';
import { AddPolicyRequest } from '@jamaa/proto/sla/v1/sla';
import { z } from 'zod';
import { route } from '../http/route.ts';
import { seenVersion } from '../http/seen-version.ts';
import { problem } from './schemas.ts';

const delay = z.strictObject({
  amount: z.int().min(1).max(365),
  unit: z.enum(['calendar-day', 'working-day']),
  rollToWorkingDay: z.boolean().optional(),
});
const rung = z.strictObject({ level: z.string().max(40), afterDays: z.int().min(0).max(365) });

const newPolicy = z
  .strictObject({
    kind: z.enum([
      'legal',
      'acknowledgement',
      'dashboard',
      'internal',
      'producing',
      'posting',
      'delivering',
      'delivering-abroad',
    ]),
    organisation: z.string().max(100).optional().meta({ description: 'Internal targets only; absent: everywhere' }),
    category: z.string().max(10).optional().meta({ description: 'Internal targets only' }),
    delay,
    daysBefore: z.array(z.int().min(1).max(365)).max(10).optional(),
    shares: z.array(z.number().gt(0).lt(1)).max(10).optional(),
    ladder: z.array(rung).max(6),
    validFrom: z.iso.date().meta({ description: 'Tomorrow at the earliest' }),
    source: z.string().min(1).max(300),
  })
  .meta({ id: 'NewDeadlinePolicy' });

const policy = z
  .object({
    id: z.string(),
    kind: z.string(),
    organisation: z.string().optional(),
    category: z.string().optional(),
    delay: z.object({ amount: z.int(), unit: z.string(), rollToWorkingDay: z.boolean() }),
    daysBefore: z.array(z.int()),
    shares: z.array(z.number()),
    ladder: z.array(z.object({ level: z.string(), afterDays: z.int() })),
    validFrom: z.string(),
    source: z.string(),
  })
  .meta({ id: 'DeadlinePolicy', description: 'A dated row: a clock keeps the rule of the day on which it started' });

const policyBody = (one: Policy) => ({
  ...{ id: one.id, kind: one.kind, validFrom: one.validFrom, source: one.source },
  organisation: one.organisation || undefined,
  category: one.category || undefined,
  delay: one.delay,
  daysBefore: one.daysBefore,
  shares: one.shares,
  ladder: one.ladder,
});

export const listPolicies = route({
  method: 'get',
  path: '/v1/policies',
  operationId: 'listPolicies',
  tag: 'deadlines',
  summary: 'The rules of delays, warnings and escalation, past and to come, each with the text it rests on',
  quota: 'read',
  access: 'public',
  query: z.strictObject({ organisation: z.string().min(1).max(100).optional() }),
  answers: {
    200: {
      description: 'National rows and those of the organisation; the ETag is the version to give with a new row',
      schema: z.object({ version: z.int(), policies: z.array(policy) }),
    },
    404: { description: 'No such organisation', schema: problem },
  },
  async handle({ query, services }) {
    const { policies, version } = await services.sla.listPolicies({ organisation: query.organisation ?? '' });
    return {
      status: 200,
      headers: { ETag: `"v${version}"` },
      body: { version, policies: policies.map(policyBody) },
    };
  },
});

export const addPolicy = route({
  method: 'post',
  path: '/v1/policies',
  operationId: 'addPolicy',
  tag: 'deadlines',
  summary: 'Add a dated row of the rules; rows in force are never edited',
  quota: 'write',
  access: 'signed-in',
  headers: z.object({ 'If-Match': z.string().max(20).meta({ description: 'ETag of the rules, for example "v0"' }) }),
  body: newPolicy,
  answers: {
    201: { description: 'Added', schema: policy },
    403: { description: 'Only administrators of the rule’s scope', schema: problem },
    404: { description: 'No such organisation', schema: problem },
    412: { description: 'The rules have changed since the ETag given', schema: problem },
    422: { description: 'The row begins in the past, or a value is out of bounds', schema: problem },
  },
  async handle({ body, header, services }) {
    const answer = await services.sla.addPolicy(
      AddPolicyRequest.fromPartial({ policy: body, expectedVersion: seenVersion(header('if-match')) }),
    );
    if (answer.policy === undefined) throw new Error('sla answered no policy');
    return { status: 201, body: policyBody(answer.policy), headers: { ETag: `"v${answer.version}"` } };
  },
});
