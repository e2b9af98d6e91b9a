import { fromProtoEnum, toProtoEnum } from '@jamaa/kit';
import type { Rule } from '@jamaa/proto/routing/v1/routing';
import { kinds } from '@jamaa/proto/vocabulary';
import { z } from 'zod';

const outcomes = ['assigned', 'qualification'] as const;
const code = z.string().max(60);
const day = z.string().max(10).meta({ example: '2026-12-01' });
const body = z.strictObject({
  organisation: code.meta({
    description: 'A template (commune, province, region, gouverneur, wali, srm) or an organisation id',
  }),
  unit: z.string().max(60).default(''),
});

/** A rule as administrators write it; its version is the service's. */
export const ruleInput = z
  .strictObject({
    id: z.string().max(120),
    categories: z.array(z.string().max(8)).min(1).max(60).meta({ description: 'Codes, or "*" alone for all' }),
    territory: z.string().max(20).meta({ description: 'Territory code, or 00 for the whole country' }),
    validFrom: day.meta({ description: 'First local day on which it holds' }),
    validTo: day.optional().meta({ description: 'First local day on which it no longer holds' }),
    kind: z.enum(kinds).optional(),
    confidential: z.boolean().default(false),
    outcome: z.enum(outcomes).default('assigned'),
    lead: body,
    alternatives: z.array(body).max(20).default([]),
    consulted: z.array(code).max(20).default([]),
    note: z.strictObject({ ar: z.string().max(1_000), fr: z.string().max(1_000) }),
    source: z.string().max(500),
  })
  .meta({ id: 'RoutingRuleInput' });

export const rule = ruleInput
  .extend({ version: z.int(), contract: z.string().optional() })
  .meta({ id: 'RoutingRule', description: 'One dated answer to "who is responsible?"' });

/** To the contract's words. */
export const ruleMessage = ({ kind, outcome, ...given }: z.infer<typeof ruleInput>) => ({
  ...given,
  validTo: given.validTo ?? '',
  ...(kind === undefined ? {} : { kind: toProtoEnum<'COMPLAINT_KIND_RECLAMATION'>('COMPLAINT_KIND', kind) }),
  outcome: toProtoEnum<'ROUTING_OUTCOME_ASSIGNED'>('ROUTING_OUTCOME', outcome),
});

export const ruleBody = (one: Rule) => ({
  id: one.id,
  version: one.version,
  categories: one.categories,
  territory: one.territory,
  validFrom: one.validFrom,
  validTo: one.validTo || undefined,
  kind: one.kind === 'COMPLAINT_KIND_UNSPECIFIED' ? undefined : fromProtoEnum('COMPLAINT_KIND', one.kind, kinds),
  confidential: one.confidential,
  outcome: outcomeBody(one.outcome),
  lead: one.lead ?? { organisation: '', unit: '' },
  alternatives: one.alternatives,
  consulted: one.consulted,
  note: { ar: one.note?.ar ?? '', fr: one.note?.fr ?? '' },
  source: one.source,
  contract: one.contract || undefined,
});

export const outcomeBody = (outcome: Rule['outcome']) => fromProtoEnum('ROUTING_OUTCOME', outcome, outcomes);
