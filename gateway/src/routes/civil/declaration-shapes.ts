import { z } from 'zod';
import { birthContent, deathContent } from './people.ts';

export const declarationStates = [
  'pre-declared',
  'declared',
  'in-review',
  'returned',
  'registered',
  'rejected',
  'withdrawn',
] as const;

export const declaration = z
  .object({
    id: z.string(),
    kind: z.enum(['birth', 'death']),
    bureauId: z.string(),
    state: z.enum(declarationStates),
    birth: birthContent.optional(),
    death: deathContent.optional(),
    precedenceReason: z.string().optional(),
    twinOf: z.string().optional(),
    establishment: z.string().optional(),
    remark: z.string().optional().meta({ description: 'Why it was returned, rejected or withdrawn' }),
    reasonCode: z.string().optional(),
    legalBasis: z.string().optional(),
    distinctions: z.array(z.object({ otherId: z.string(), reason: z.string(), by: z.string(), at: z.iso.datetime() })),
    actId: z.string().optional(),
    late: z.boolean().optional(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    allowedCommands: z.array(z.string()),
  })
  .meta({ id: 'CivilDeclaration' });

export const likeness = z
  .object({
    otherId: z.string(),
    otherType: z.enum(['declaration', 'act']),
    score: z.number(),
    alike: z.array(z.string()),
    differing: z.array(z.string()),
    distinguished: z.boolean().optional().meta({ description: 'Somebody has decided that they are two people' }),
    birth: birthContent.optional(),
    death: deathContent.optional(),
    bureauId: z.string(),
    state: z.string(),
  })
  .meta({ id: 'Likeness', description: 'One that may tell of the same event, to be looked at side by side' });

/** What is declared, in a request. */
export const declared = {
  bureauId: z.string().max(60),
  birth: birthContent.optional(),
  death: deathContent.optional(),
  twinOf: z.string().max(60).optional().meta({ description: 'Declaration of another child of the same birth' }),
};
