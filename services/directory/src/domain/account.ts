import { type Grant, inForce } from '@jamaa/kit';

export const languages = ['ar', 'fr', 'zgh'] as const;
export type Language = (typeof languages)[number];

export const isLanguage = (text: string): text is Language => (languages as readonly string[]).includes(text);

/** Personal fields: sealed in the store, never in an event, an audit entry or a log. */
export interface Person {
  readonly name: string;
  /** Lower case. */
  readonly email: string;
  /** E.164; empty when none is known. */
  readonly phone: string;
}

/** What the directory decides about; the person is decided about beside it. */
export interface AccountState {
  readonly subject?: string;
  readonly language: Language;
  readonly active: boolean;
  readonly grants: readonly Grant[];
}

/** One place a person has in one organisation: a later line about it replaces scope and dates. Each delegation is its own. */
export const placeOf = (grant: Pick<Grant, 'role' | 'organisation' | 'unit' | 'mandate'>): string =>
  [grant.role, grant.organisation, grant.unit, ...(grant.mandate === undefined ? [] : [grant.mandate.id])].join('|');

export const sameGrant = (a: Grant, b: Grant): boolean =>
  placeOf(a) === placeOf(b) &&
  a.scope === b.scope &&
  a.validFrom?.getTime() === b.validFrom?.getTime() &&
  a.validTo?.getTime() === b.validTo?.getTime();

/** A revoked account keeps its grants for the record, each ended: a reinstated person starts without them. */
export const revoke = (account: AccountState, now: Date): AccountState => ({
  ...account,
  active: false,
  grants: account.grants.map((grant) =>
    grant.validTo !== undefined && grant.validTo <= now ? grant : { ...grant, validTo: now },
  ),
});

/** The grants under which somebody acts now; none when revoked. */
export const grantsNow = (account: Pick<AccountState, 'active' | 'grants'>, now: Date): readonly Grant[] =>
  account.active ? account.grants.filter((grant) => inForce(grant, now)) : [];
