import { meet } from './place.ts';
import type { Rule, RuleInput } from './rule.ts';

/** A contract by which an operator answers for categories in territories, from one local day to another. */
export interface Contract {
  readonly number: string;
  /** Organisation id of the operator or company. */
  readonly operator: string;
  readonly unit: string;
  readonly categories: readonly string[];
  readonly territories: readonly string[];
  readonly validFrom: string;
  /** First day after it; absent: no end is agreed. */
  readonly validTo?: string | undefined;
}

/** The rules a contract stands as: one a territory. After its end the rule beneath, the commune's own, holds again. */
export const rulesOfContract = (contract: Contract): Omit<RuleInput, 'version'>[] =>
  contract.territories.map((territory) => ({
    id: `contract-${slug(contract.number)}-${territory}`,
    categories: [...contract.categories],
    territory,
    validFrom: contract.validFrom,
    ...(contract.validTo === undefined ? {} : { validTo: contract.validTo }),
    lead: { organisation: contract.operator, unit: contract.unit },
    note: { ar: `عقد التدبير المفوض رقم ${contract.number}`, fr: `Contrat n° ${contract.number}` },
    source: `Contrat n° ${contract.number}`,
    contract: contract.number,
  }));

/** Letters and digits of a number as a rule's id takes them; what they leave out is told apart by the number itself. */
export const slug = (number: string): string =>
  number
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

/** The contracts that a set holds. */
export function contractsIn(rules: readonly Rule[]): Contract[] {
  const byNumber = Map.groupBy(
    rules.filter((rule) => rule.contract !== undefined && rule.categories !== '*'),
    (rule) => rule.contract ?? '',
  );
  return [...byNumber].map(([number, [first, ...others]]) => {
    if (first === undefined || first.categories === '*') throw new Error('a group is never empty');
    return {
      number,
      operator: first.lead.organisation,
      unit: first.lead.unit,
      categories: first.categories,
      territories: [first, ...others].map(({ territory }) => territory),
      validFrom: first.validFrom,
      validTo: first.validTo,
    };
  });
}

/** Why a contract cannot stand beside those of a set: another one answers for the same on the same day. */
export function overlapOf(contract: Contract, others: readonly Contract[]): string | undefined {
  const other = others.find(
    (one) =>
      one.number !== contract.number &&
      one.categories.some((category) => contract.categories.includes(category)) &&
      one.territories.some((a) => contract.territories.some((b) => meet(a, b))) &&
      (one.validTo === undefined || contract.validFrom < one.validTo) &&
      (contract.validTo === undefined || one.validFrom < contract.validTo),
  );
  return other === undefined ? undefined : `overlaps contract ${other.number} of ${other.operator}`;
}
