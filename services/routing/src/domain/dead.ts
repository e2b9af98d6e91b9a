import { categoryCodes } from './categories.ts';
import { byPriority, isConfidentialRule, type Kind, kinds, namesCategory, type Rule } from './rule.ts';

export interface DeadRule {
  readonly id: string;
  /** Rules that are tried before it wherever and whenever it holds. */
  readonly coveredBy: readonly string[];
}

/** Rules that can never decide, because others are tried first in every commune, on every day, for every category and kind. */
export function deadRules(rules: readonly Rule[], communes: readonly string[]): DeadRule[] {
  return rules.flatMap((rule) => {
    const rivals = rules.filter((other) => other !== rule && mayCover(other, rule));
    const used = new Set<string>();
    const alive = cellsOf(rule).some(({ category, kind }) => {
      const here = rivals.filter((other) => namesCategory(other, category) && holdsFor(other, kind));
      return here.length === 0 || !coveredEverywhere(rule, here, communes, used);
    });
    return alive ? [] : [{ id: rule.id, coveredBy: [...used].sort() }];
  });
}

const mayCover = (other: Rule, rule: Rule): boolean =>
  isConfidentialRule(other) === isConfidentialRule(rule) &&
  byPriority(other, rule) < 0 &&
  (rule.territory === '00' || other.territory === rule.territory || other.territory.startsWith(`${rule.territory}.`));

const holdsFor = (rule: Rule, kind: Kind): boolean => rule.when?.kind === undefined || rule.when.kind === kind;

const cellsOf = (rule: Rule): { category: string; kind: Kind }[] =>
  (rule.categories === '*' ? categoryCodes : rule.categories).flatMap((category) =>
    kinds.filter((kind) => holdsFor(rule, kind)).map((kind) => ({ category, kind })),
  );

function coveredEverywhere(
  rule: Rule,
  rivals: readonly Rule[],
  communes: readonly string[],
  used: Set<string>,
): boolean {
  // A rival for the whole of the rule's own territory leaves no commune to look at.
  const whole = rivals.filter(({ territory }) => territory === rule.territory);
  if (coveredAlways(rule, whole, used)) return true;
  const own = communes.filter((commune) => holdsAt(rule.territory, commune));
  return (
    own.length > 0 &&
    own.every((commune) =>
      coveredAlways(
        rule,
        rivals.filter(({ territory }) => holdsAt(territory, commune)),
        used,
      ),
    )
  );
}

const holdsAt = (territory: string, commune: string): boolean =>
  territory === '00' || commune === territory || commune.startsWith(`${territory}.`);

const OPEN_END = '9999-12-31';

/** Whether the days of the rivals, put together, leave no day of the rule. */
function coveredAlways(rule: Rule, rivals: readonly Rule[], used: Set<string>): boolean {
  let day = rule.validFrom;
  const end = rule.validTo ?? OPEN_END;
  const spans = rivals.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const steps: string[] = [];
  for (const { id, validFrom, validTo = OPEN_END } of spans) {
    if (validFrom > day) return false;
    if (validTo > day) {
      day = validTo;
      steps.push(id);
    }
    if (day >= end) {
      for (const step of steps) used.add(step);
      return true;
    }
  }
  return false;
}
