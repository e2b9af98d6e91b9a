import type { Suggestion } from '@jamaa/proto/routing/v1/routing';
import { z } from 'zod';
import { versionOf } from '../../http/etag.ts';
import { route } from '../../http/route.ts';
import { problem } from '../schemas.ts';
import { draftAnswers, ifMatch, ruleSetAnswer } from './rule-set.ts';

const suggestion = z
  .object({
    id: z.string(),
    state: z.enum(['open', 'accepted', 'dismissed']),
    category: z.string(),
    territory: z.string(),
    organisation: z.string(),
    unit: z.string(),
    count: z.int(),
    firstAt: z.iso.datetime().optional(),
    lastAt: z.iso.datetime().optional(),
    evidence: z.array(z.string()).meta({ description: 'References of the cases that people corrected, newest first' }),
  })
  .meta({ id: 'RoutingSuggestion' });

const body = ({ version: _version, firstAt, lastAt, ...one }: Suggestion) => ({
  ...one,
  firstAt: firstAt?.toISOString(),
  lastAt: lastAt?.toISOString(),
});

const params = z.object({ id: z.string().max(60) });

export const listSuggestions = route({
  method: 'get',
  path: '/v1/routing/suggestions',
  operationId: 'listSuggestions',
  tag: 'routing',
  summary: 'What people keep correcting in one’s territory: rules that could be, with the cases that show it',
  quota: 'read',
  access: 'signed-in',
  answers: {
    200: { description: 'Open suggestions', schema: z.object({ suggestions: z.array(suggestion) }) },
    403: { description: 'Not an administrator', schema: problem },
  },
  async handle({ services }) {
    const { suggestions } = await services.routing.listSuggestions({});
    return { status: 200, body: { suggestions: suggestions.map(body) } };
  },
});

export const acceptSuggestion = route({
  method: 'post',
  path: '/v1/routing/suggestions/{id}/accept',
  operationId: 'acceptSuggestion',
  tag: 'routing',
  summary: 'Put the suggested rule into a draft',
  quota: 'write',
  access: 'signed-in',
  params,
  body: z.strictObject({ ruleSet: z.string().max(60) }),
  headers: ifMatch,
  answers: draftAnswers,
  async handle({ params: { id }, body: { ruleSet }, services, header }) {
    const expectedVersion = versionOf(header('if-match'));
    return ruleSetAnswer((await services.routing.acceptSuggestion({ id, ruleSet, expectedVersion })).ruleSet);
  },
});

export const dismissSuggestion = route({
  method: 'post',
  path: '/v1/routing/suggestions/{id}/dismiss',
  operationId: 'dismissSuggestion',
  tag: 'routing',
  summary: 'End a suggestion without a rule; further corrections count anew',
  quota: 'write',
  access: 'signed-in',
  params,
  body: z.strictObject({ reason: z.string().max(1_000) }),
  answers: {
    200: { description: 'The suggestion', schema: suggestion },
    403: { description: 'Not an administrator', schema: problem },
    404: { description: 'No such suggestion in one’s territory', schema: problem },
    409: { description: 'Nothing is suggested here any more', schema: problem },
    422: { description: 'No reason given', schema: problem },
  },
  async handle({ params: { id }, body: { reason }, services }) {
    const answer = await services.routing.dismissSuggestion({ id, reason });
    if (answer.suggestion === undefined) throw new Error('routing answered no suggestion');
    return { status: 200, body: body(answer.suggestion) };
  },
});
