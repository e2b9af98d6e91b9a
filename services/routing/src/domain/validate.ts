import { parseCode } from '@jamaa/territory';
import { isOrganisation, mayBeConsultedInConfidence, mayHoldConfidential } from './bodies.ts';
import { alwaysConfidential, categoryCodes } from './categories.ts';
import { overlap } from './overlap.ts';
import { isConfidentialRule, type Rule, ruleSchema } from './rule.ts';

/** One thing wrong with a set of rules; `path` is for example `rules[3].territory`. */
export interface RuleProblem {
  readonly path: string;
  readonly message: string;
}

export type Checked =
  | { readonly ok: true; readonly rules: readonly Rule[] }
  | { readonly ok: false; readonly problems: readonly RuleProblem[] };

const RESERVED = new Set(['addressee', 'body-gone', 'confidential', 'no-rule']);

/** Reads a set of rules and checks it as a whole. A set with any problem is refused entirely, with every reason. */
export function validateRules(input: unknown): Checked {
  const parsed = ruleSchema.array().min(1).safeParse(input);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path: [index, ...rest], message }) => ({
      path: index === undefined ? 'rules' : [`rules[${String(index)}]`, ...rest.map(String)].join('.'),
      message,
    }));
    return { ok: false, problems };
  }
  const rules = parsed.data;
  const problems = [...rules.flatMap(problemsOf), ...duplicates(rules), ...contradictions(rules)];
  return problems.length === 0 ? { ok: true, rules } : { ok: false, problems };
}

function problemsOf(rule: Rule, index: number): RuleProblem[] {
  const problems: RuleProblem[] = [];
  const refuse = (field: string, message: string): void => {
    problems.push({ path: `rules[${index}].${field}`, message: `${rule.id}: ${message}` });
  };
  const categories = rule.categories === '*' ? [] : rule.categories;
  for (const category of categories) {
    if (!categoryCodes.includes(category)) refuse('categories', `unknown category ${category}`);
    else if (alwaysConfidential(category) && !isConfidentialRule(rule))
      refuse('when.confidential', `${category} is always confidential`);
  }
  if (rule.territory !== '00' && parseCode(rule.territory) === undefined)
    refuse('territory', `${rule.territory} is not a territory code`);
  if (rule.validTo !== undefined && rule.validFrom >= rule.validTo) refuse('validTo', 'must be after validFrom');
  if (RESERVED.has(rule.id)) refuse('id', 'is a word of the trace');
  const bodies = [rule.lead, ...rule.alternatives];
  for (const name of [...bodies.map((body) => body.organisation), ...rule.consulted])
    if (!isOrganisation(name)) refuse('lead', `${name} is neither a template nor an organisation id`);
  if (rule.outcome === 'assigned' && bodies.some((body) => body.unit === ''))
    refuse('lead.unit', 'who handles needs a unit');
  if (!isConfidentialRule(rule)) return problems;
  if (rule.outcome !== 'qualification') refuse('outcome', 'a confidential case goes to qualification');
  if (!bodies.every(mayHoldConfidential))
    refuse('lead', "only IGAT and the governor's named officer may hold a confidential case");
  if (!rule.consulted.every(mayBeConsultedInConfidence))
    refuse('consulted', 'only IGAT and the governor may be consulted on a confidential case');
  return problems;
}

function duplicates(rules: readonly Rule[]): RuleProblem[] {
  return rules.flatMap((rule, index) =>
    rules.findIndex((other) => other.id === rule.id) === index
      ? []
      : [{ path: `rules[${index}].id`, message: `${rule.id} is there twice` }],
  );
}

/** Two rules of the same rank that hold on the same day for the same case and answer differently. */
function contradictions(rules: readonly Rule[]): RuleProblem[] {
  return rules.flatMap((rule, index) =>
    rules
      .slice(0, index)
      .filter((other) => overlap(rule, other) && answerOf(rule) !== answerOf(other))
      .map((other) => ({ path: `rules[${index}]`, message: `${rule.id} contradicts ${other.id}` })),
  );
}

const answerOf = ({ outcome, lead, alternatives, consulted }: Rule): string =>
  JSON.stringify([
    outcome,
    [lead, ...alternatives].map(({ organisation, unit }) => [organisation, unit]),
    consulted.toSorted(),
  ]);
