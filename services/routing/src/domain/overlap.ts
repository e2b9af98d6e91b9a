import { isConfidentialRule, type Rule } from './rule.ts';

/** Whether two rules of the same rank can both hold for one case on one day. */
export const overlap = (a: Rule, b: Rule): boolean =>
  a.territory === b.territory &&
  shareCategory(a, b) &&
  isConfidentialRule(a) === isConfidentialRule(b) &&
  a.when?.kind === b.when?.kind &&
  startsBeforeEndOf(a, b) &&
  startsBeforeEndOf(b, a);

/** A named category outranks `*`, so the two never stand against each other. */
function shareCategory(a: Rule, b: Rule): boolean {
  if (a.categories === '*' || b.categories === '*') return a.categories === b.categories;
  const named = b.categories;
  return a.categories.some((category) => named.includes(category));
}

const startsBeforeEndOf = (a: Rule, b: Rule): boolean => b.validTo === undefined || a.validFrom < b.validTo;
