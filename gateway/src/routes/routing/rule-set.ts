import type { RuleSet } from '@jamaa/proto/routing/v1/routing';
import { z } from 'zod';
import type { Answer } from '../../http/route.ts';
import { localizedText, problem } from '../schemas.ts';
import { rule, ruleBody } from './rule.ts';

export const ruleSetSummary = z
  .object({
    id: z.string().meta({ description: 'v7 for the set published as number 7; a draft has an id of its own' }),
    version: z.int(),
    state: z.enum(['draft', 'tried', 'activated', 'withdrawn', 'scheduled', 'active', 'past']),
    base: z.int(),
    ruleSetVersion: z.int().optional(),
    activeFrom: z.string().optional(),
    createdAt: z.iso.datetime().optional(),
    updatedAt: z.iso.datetime().optional(),
    triedAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'RuleSetSummary' });

export const ruleSet = ruleSetSummary
  .extend({
    rules: z.array(rule),
    changed: z.array(z.string()),
    broken: z
      .array(z.object({ ruleId: z.string(), field: z.string(), reason: localizedText }))
      .meta({ description: 'Rules whose body is gone from the directory: their cases go to qualification' }),
  })
  .meta({ id: 'RuleSet' });

export const summaryBody = (one: RuleSet) => ({
  id: one.id,
  version: one.version,
  state: one.state,
  base: one.base,
  ruleSetVersion: one.ruleSetVersion || undefined,
  activeFrom: one.activeFrom || undefined,
  createdAt: one.createdAt?.toISOString(),
  updatedAt: one.updatedAt?.toISOString(),
  triedAt: one.triedAt?.toISOString(),
});

/** A set with its ETag. */
export function ruleSetAnswer(one: RuleSet | undefined, status = 200): Answer {
  if (one === undefined) throw new Error('routing answered no set of rules');
  const body = {
    ...summaryBody(one),
    rules: one.rules.map(ruleBody),
    changed: one.changed,
    broken: one.broken.map(({ ruleId, field, reason }) => ({
      ruleId,
      field,
      reason: { ar: reason?.ar ?? '', fr: reason?.fr ?? '' },
    })),
  };
  return { status, body, headers: { ETag: `"v${one.version}"` } };
}

export const ifMatch = z.object({
  'If-Match': z.string().max(20).optional().meta({ description: 'ETag of the draft, for example "v3"' }),
});

/** Answers of whatever changes a draft. */
export const draftAnswers = {
  200: { description: 'The draft after the change', schema: ruleSet },
  403: {
    description: 'Not an administrator, or a rule outside the caller’s territory, which is named',
    schema: problem,
  },
  404: { description: 'No such draft', schema: problem },
  409: { description: 'The state of the draft does not allow it', schema: problem },
  412: { description: 'The draft has changed since the ETag given, or another set was published', schema: problem },
  422: { description: 'A rule does not hold; each reason names the rule and its field', schema: problem },
};
