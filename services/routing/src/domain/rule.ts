import { kinds } from '@jamaa/proto/vocabulary';
import { z } from 'zod';

export { type Kind, kinds } from '@jamaa/proto/vocabulary';

const body = z.strictObject({ organisation: z.string().min(1), unit: z.string().regex(/^([a-z]+(-[a-z]+)*)?$/) });
const day = z.iso.date();

/** A local day in Morocco, `YYYY-MM-DD`. */
export const isDay = (text: string): boolean => day.safeParse(text).success;

export const ruleSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9.]+)*$/),
  /** Version of the set in which this rule last changed. */
  version: z.int().min(1),
  categories: z.union([z.literal('*'), z.array(z.string()).min(1)]),
  /** Territory code, or `00` for the whole country. */
  territory: z.string().min(1),
  /** First local day on which it holds. */
  validFrom: day,
  /** First local day on which it no longer holds. */
  validTo: day.optional(),
  when: z
    .strictObject({
      /** Absent means false: a rule holds for confidential cases only when it says so, and then for nothing else. */
      confidential: z.boolean().optional(),
      kind: z.enum(kinds).optional(),
    })
    .optional(),
  outcome: z.enum(['assigned', 'qualification']).default('assigned'),
  /** Who leads; for a qualification the body whose gestionnaire qualifies, the unit then may be empty. */
  lead: body,
  /** Bodies that lead instead when the complainant addressed them, and only then. */
  alternatives: z.array(body).default([]),
  consulted: z.array(z.string()).default([]),
  note: z.strictObject({ ar: z.string().min(1), fr: z.string().min(1) }),
  /** The text or the table it comes from. */
  source: z.string().min(1),
  /** Number of the contract it stands for. */
  contract: z.string().min(1).max(60).optional(),
});

/** One dated answer to "who is responsible?". */
export type Rule = z.infer<typeof ruleSchema>;
/** A rule as people write it: what has a default may be left out. */
export type RuleInput = z.input<typeof ruleSchema>;

export const namesCategory = (rule: Rule, category: string): boolean =>
  rule.categories === '*' || rule.categories.includes(category);

export const isConfidentialRule = (rule: Rule): boolean => rule.when?.confidential === true;

/**
 * The order in which rules are tried: the longer territory, then a named category before `*`, then a named kind before none,
 * then the later start, then the id; so that no two rules are ever equal and the order in which they are stored is nothing.
 */
export function byPriority(a: Rule, b: Rule): number {
  const length = (rule: Rule): number => (rule.territory === '00' ? 0 : rule.territory.length);
  const explicit = (rule: Rule): number => (rule.categories === '*' ? 0 : 1);
  const ofKind = (rule: Rule): number => (rule.when?.kind === undefined ? 0 : 1);
  return (
    length(b) - length(a) ||
    explicit(b) - explicit(a) ||
    ofKind(b) - ofKind(a) ||
    order(b.validFrom, a.validFrom) ||
    order(a.id, b.id)
  );
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
