import { EditRuleSetRequest, ValidateRuleSetRequest } from '@jamaa/proto/routing/v1/routing';
import { z } from 'zod';
import { versionOf } from '../../http/etag.ts';
import { route } from '../../http/route.ts';
import { problem } from '../schemas.ts';
import { ruleInput, ruleMessage } from './rule.ts';
import { draftAnswers, ifMatch, ruleSet, ruleSetAnswer, ruleSetSummary, summaryBody } from './rule-set.ts';

const tag = 'routing';
const params = z.object({ id: z.string().max(60) });
const edit = z
  .strictObject({
    upserts: z.array(ruleInput).max(500).default([]),
    removals: z.array(z.string().max(120)).max(500).default([]),
  })
  .meta({ id: 'RuleSetEdit' });

export const listRuleSets = route({
  method: 'get',
  path: '/v1/routing/rule-sets',
  operationId: 'listRuleSets',
  tag,
  summary: 'Drafts and published sets of routing rules, newest first, without their rules',
  quota: 'read',
  access: 'signed-in',
  answers: {
    200: { description: 'The sets', schema: z.object({ ruleSets: z.array(ruleSetSummary) }) },
    403: { description: 'Not an administrator', schema: problem },
  },
  async handle({ services }) {
    const { ruleSets } = await services.routing.listRuleSets({});
    return { status: 200, body: { ruleSets: ruleSets.map(summaryBody) } };
  },
});

export const createRuleSet = route({
  method: 'post',
  path: '/v1/routing/rule-sets',
  operationId: 'createRuleSet',
  tag,
  summary: 'Begin a draft from the newest set of routing rules',
  quota: 'write',
  access: 'signed-in',
  headers: z.object({ 'Idempotency-Key': z.string().max(255).optional() }),
  answers: {
    201: { description: 'The draft', schema: ruleSet },
    403: { description: 'Not an administrator', schema: problem },
  },
  async handle({ services, header }) {
    const { ruleSet: draft } = await services.routing.createRuleSet({ idempotencyKey: header('idempotency-key') });
    return ruleSetAnswer(draft, 201);
  },
});

export const getRuleSet = route({
  method: 'get',
  path: '/v1/routing/rule-sets/{id}',
  operationId: 'getRuleSet',
  tag,
  summary: 'One set with its rules, what it changes, and which of its rules are broken',
  quota: 'read',
  access: 'signed-in',
  params,
  answers: {
    200: { description: 'The set', schema: ruleSet },
    403: { description: 'Not an administrator', schema: problem },
    404: { description: 'No such set', schema: problem },
  },
  async handle({ params: { id }, services }) {
    return ruleSetAnswer((await services.routing.getRuleSet({ id })).ruleSet);
  },
});

export const editRuleSet = route({
  method: 'post',
  path: '/v1/routing/rule-sets/{id}/rules',
  operationId: 'editRuleSet',
  tag,
  summary: 'Add, replace and remove rules of a draft, all or none; the set is checked as a whole',
  quota: 'write',
  access: 'signed-in',
  params,
  body: edit,
  headers: ifMatch,
  answers: draftAnswers,
  async handle({ params: { id }, body, services, header }) {
    const request = EditRuleSetRequest.fromPartial({
      id,
      expectedVersion: versionOf(header('if-match')),
      upserts: body.upserts.map(ruleMessage),
      removals: body.removals,
    });
    return ruleSetAnswer((await services.routing.editRuleSet(request)).ruleSet);
  },
});

export const validateRuleSet = route({
  method: 'post',
  path: '/v1/routing/rule-sets/{id}/validate',
  operationId: 'validateRuleSet',
  tag,
  summary: 'What an edit of a draft would be refused for; nothing is written',
  quota: 'write',
  access: 'signed-in',
  params,
  body: edit,
  answers: {
    200: {
      description: 'Every problem, by rule and field; none: the edit would be taken',
      schema: z.object({
        problems: z.array(z.object({ ruleId: z.string(), field: z.string(), message: z.string() })),
      }),
    },
    403: { description: 'Not an administrator', schema: problem },
    404: { description: 'No such draft', schema: problem },
  },
  async handle({ params: { id }, body, services }) {
    const request = ValidateRuleSetRequest.fromPartial({
      id,
      upserts: body.upserts.map(ruleMessage),
      removals: body.removals,
    });
    const { problems } = await services.routing.validateRuleSet(request);
    return { status: 200, body: { problems } };
  },
});

export const activateRuleSet = route({
  method: 'post',
  path: '/v1/routing/rule-sets/{id}/activate',
  operationId: 'activateRuleSet',
  tag,
  summary: 'Publish a draft that was tried and is unchanged since, from a local day on',
  quota: 'write',
  access: 'signed-in',
  params,
  body: z.strictObject({ activeFrom: z.string().max(10).meta({ example: '2026-12-01' }) }),
  headers: ifMatch,
  answers: draftAnswers,
  async handle({ params: { id }, body, services, header }) {
    const expectedVersion = versionOf(header('if-match'));
    const { activeFrom } = body;
    return ruleSetAnswer((await services.routing.activateRuleSet({ id, expectedVersion, activeFrom })).ruleSet);
  },
});

export const withdrawRuleSet = route({
  method: 'post',
  path: '/v1/routing/rule-sets/{id}/withdraw',
  operationId: 'withdrawRuleSet',
  tag,
  summary: 'Give a draft up; it stays on record',
  quota: 'write',
  access: 'signed-in',
  params,
  headers: ifMatch,
  answers: draftAnswers,
  async handle({ params: { id }, services, header }) {
    const expectedVersion = versionOf(header('if-match'));
    return ruleSetAnswer((await services.routing.withdrawRuleSet({ id, expectedVersion })).ruleSet);
  },
});
