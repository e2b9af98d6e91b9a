import { AppError, type Grant, inForce, invalidField, type Mandate } from '@jamaa/kit';
import type { AccountState } from './account.ts';
import { endOfDay, startOfDay } from './day.ts';
import { DIRECTION } from './units.ts';

/** What is asked for: days are local, `2026-01-31`, the last included. */
export interface DelegationAsked {
  readonly organisation: string;
  readonly kind: string;
  readonly decisionNumber: string;
  readonly decisionDate: string;
  readonly from: string;
  readonly to: string;
  readonly categories: readonly string[];
}

/** A validator's office of one's own: what may be delegated. Who signs by delegation does not delegate further. */
export const officeAt = (grants: readonly Grant[], organisation: string, now: Date): Grant | undefined =>
  grants.find(
    (grant) =>
      grant.role === 'validator' &&
      grant.organisation === organisation &&
      grant.mandate === undefined &&
      inForce(grant, now),
  );

/**
 * The grant that a delegation gives. Source: the organic laws of the collectivités (111-14, 112-14, 113-14): the président delegates
 * his signature by arrêté to vice-présidents and to the directeur des services; an absent officer is replaced for a time.
 * @throws AppError `validation-failed` naming the field
 */
export function mandateGrant(
  asked: DelegationAsked,
  given: { readonly id: string; readonly delegator: string; readonly office: Grant; readonly territory: string },
  now: Date,
): Grant & { readonly mandate: Mandate } {
  const { kind, decisionDate, organisation, categories } = asked;
  if (kind !== 'delegate' && kind !== 'interim') throw invalidField('kind', 'unknown', 'delegate or interim');
  const decisionNumber = asked.decisionNumber.trim();
  if (decisionNumber === '' || decisionNumber.length > 60)
    throw invalidField('decisionNumber', 'required', 'the number of the arrêté or decision, at most 60 characters');
  const decided = day('decisionDate', startOfDay(decisionDate));
  const validFrom = day('from', startOfDay(asked.from));
  const validTo = day('to', endOfDay(asked.to));
  if (validTo <= validFrom) throw invalidField('to', 'order', 'to lies before from');
  if (decided > validFrom) throw invalidField('from', 'order', 'a delegation begins at the earliest with its decision');
  if (validTo <= now) throw invalidField('to', 'past', 'this delegation is over already');
  const wrong = categories.find((code) => !/^[A-Z]{3}$/.test(code));
  if (wrong !== undefined || categories.length > 100)
    throw invalidField('categories', 'format', 'codes of categories, three letters each');
  const of = given.office.unit === DIRECTION ? 'director-of-services' : 'president';
  const { id, delegator } = given;
  const mandate: Mandate = {
    id,
    kind,
    of,
    decisionNumber,
    decisionDate,
    delegator,
    categories: [...new Set(categories)],
  };
  const { unit } = given.office;
  return { role: 'validator', organisation, unit, scope: given.territory, validFrom, validTo, mandate };
}

/** One that says the same: a request that is sent again makes no second one. */
export const sameDelegation = (grant: Grant, other: Grant): boolean => {
  const [a, b] = [grant.mandate, other.mandate];
  return (
    a !== undefined &&
    b !== undefined &&
    grant.organisation === other.organisation &&
    grant.validFrom?.getTime() === other.validFrom?.getTime() &&
    grant.validTo?.getTime() === other.validTo?.getTime() &&
    [a.kind, a.decisionNumber, a.decisionDate, a.delegator, ...a.categories].join('|') ===
      [b.kind, b.decisionNumber, b.decisionDate, b.delegator, ...b.categories].join('|')
  );
};

/** The account after a delegation has ended early; the same when it has ended already. @throws AppError `not-found` */
export function endMandate<T extends AccountState>(account: T, id: string, now: Date): T {
  const at = account.grants.findIndex(({ mandate }) => mandate?.id === id);
  const grant = account.grants[at];
  if (grant === undefined) throw new AppError('not-found', 'no delegation has this id');
  if (grant.validTo !== undefined && grant.validTo <= now) return account;
  return { ...account, grants: account.grants.with(at, { ...grant, validTo: now }) };
}

function day(field: string, value: Date | undefined): Date {
  if (value === undefined) throw invalidField(field, 'format', 'a day like 2026-01-31');
  return value;
}
