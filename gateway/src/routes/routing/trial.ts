import type { Trial, TrialEnd } from '@jamaa/proto/routing/v1/routing';
import { z } from 'zod';
import { versionOf } from '../../http/etag.ts';
import { route } from '../../http/route.ts';
import { outcomeBody } from './rule.ts';
import { draftAnswers, ifMatch, ruleSetSummary, summaryBody } from './rule-set.ts';

const end = z.object({ outcome: z.string(), organisation: z.string(), unit: z.string().optional() });

const trial = z
  .object({
    ruleSet: ruleSetSummary,
    considered: z.int(),
    changed: z.int(),
    toQualification: z.int(),
    changes: z.array(z.object({ from: end, to: end, count: z.int() })),
    samples: z.array(
      z.object({
        reference: z.string(),
        category: z.string(),
        commune: z.string(),
        from: end,
        to: end,
        ruleId: z.string().optional(),
      }),
    ),
    matched: z.array(z.object({ ruleId: z.string(), count: z.int() })),
    unmatched: z.array(z.string()).meta({ description: 'Rules that decided none of the complaints looked at' }),
    dead: z.array(z.string()).meta({ description: 'Rules that can never decide: others are tried first' }),
    tookMs: z.int(),
  })
  .meta({ id: 'RuleSetTrial', description: 'What a draft would change among the last complaints of one’s territory' });

const endBody = (one: TrialEnd | undefined) => ({
  outcome: one === undefined ? '' : outcomeBody(one.outcome),
  organisation: one?.organisation ?? '',
  unit: one?.unit || undefined,
});

const trialBody = (one: Trial) => ({
  considered: one.considered,
  changed: one.changed,
  toQualification: one.toQualification,
  changes: one.changes.map(({ from, to, count }) => ({ from: endBody(from), to: endBody(to), count })),
  samples: one.samples.map(({ reference, category, commune, from, to, ruleId }) => ({
    reference,
    category,
    commune,
    from: endBody(from),
    to: endBody(to),
    ruleId: ruleId || undefined,
  })),
  matched: one.matched,
  unmatched: one.unmatched,
  dead: one.dead,
  tookMs: one.tookMs,
});

export const tryRuleSet = route({
  method: 'post',
  path: '/v1/routing/rule-sets/{id}/try',
  operationId: 'tryRuleSet',
  tag: 'routing',
  summary: 'Try a draft on the last complaints of one’s territory; from then on it may be activated',
  quota: 'write',
  access: 'signed-in',
  params: z.object({ id: z.string().max(60) }),
  body: z.strictObject({ last: z.int().min(1).max(10_000).default(1_000) }),
  headers: ifMatch,
  answers: { ...draftAnswers, 200: { description: 'What would change', schema: trial } },
  async handle({ params: { id }, body, services, header }) {
    const expectedVersion = versionOf(header('if-match'));
    const answer = await services.routing.tryRuleSet({ id, expectedVersion, last: body.last });
    if (answer.ruleSet === undefined || answer.trial === undefined) throw new Error('routing answered no trial');
    return {
      status: 200,
      body: { ruleSet: summaryBody(answer.ruleSet), ...trialBody(answer.trial) },
      headers: { ETag: `"v${answer.ruleSet.version}"` },
    };
  },
});
