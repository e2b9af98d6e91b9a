/** The roles an account may hold (our rule; validators follow the arrêtés of delegation of organic law 113-14). */
export const roles = [
  'desk-clerk',
  'call-centre-agent',
  'gestionnaire',
  'unit-member',
  'coordinator',
  'validator',
  'elu',
  'supervisor',
  'auditor',
  'administrator',
  'on-call',
  'registrar',
  'civil-officer',
] as const;

export type Role = (typeof roles)[number];

export const isRole = (text: string): text is Role => (roles as readonly string[]).includes(text);

/** What an account may do, where, and when. */
export interface Grant {
  readonly role: Role;
  /** Id of the organisation, for example `commune:03.451.01.09`. */
  readonly organisation: string;
  /** Code of one unit; empty: all units of the organisation. */
  readonly unit: string;
  /** Territory code, or `00` for the whole country. */
  readonly scope: string;
  /** In force from this instant, and before the other; absent: without a bound. */
  readonly validFrom?: Date;
  readonly validTo?: Date;
  /** Present when a validator's power was given for a time, by a dated decision. */
  readonly mandate?: Mandate;
}

/** The decision by which somebody signs for a président or a directeur des services (délégué by arrêté, or interim). */
export interface Mandate {
  readonly id: string;
  readonly kind: 'delegate' | 'interim';
  readonly of: 'president' | 'director-of-services';
  readonly decisionNumber: string;
  /** Local day, YYYY-MM-DD. */
  readonly decisionDate: string;
  /** Id of the account whose power it is. */
  readonly delegator: string;
  /** Codes of categories; none: all. */
  readonly categories: readonly string[];
}

export const wholeCountry = '00';

/** Whether a territory code lies in a scope: equal, or below it. Only the whole country holds code `00`. */
export const withinScope = (code: string, scope: string): boolean =>
  scope !== '' && (scope === wholeCountry || code === scope || code.startsWith(`${scope}.`));

/** Whether a grant is in force at an instant: from `validFrom` on, before `validTo`. */
export const inForce = (grant: Pick<Grant, 'validFrom' | 'validTo'>, now: Date): boolean =>
  (grant.validFrom === undefined || grant.validFrom <= now) && (grant.validTo === undefined || now < grant.validTo);

/** What somebody wants to act on. */
export interface ActTarget {
  /** The organisation that has the case. */
  readonly organisation: string;
  /** Its unit; empty while no unit has it. */
  readonly unit: string;
  /** Territory code of the case. */
  readonly territory: string;
}

/** Roles that reach over organisations: their scope alone bounds them. */
const overOrganisations: ReadonlySet<Role> = new Set(['supervisor', 'auditor', 'administrator', 'call-centre-agent']);

/**
 * The grant, of those in force, under which somebody may act in one of `wanted` roles on `target`. The grant of the
 * organisation itself is preferred. A grant of another organisation is returned for roles that reach over organisations and
 * for a province's gestionnaire acting for a commune of the province (our rule): the caller logs that
 * `grant.organisation` is not `target.organisation`.
 */
export function grantFor(grants: readonly Grant[], wanted: readonly Role[], target: ActTarget): Grant | undefined {
  const inScope = grants.filter((grant) => wanted.includes(grant.role) && withinScope(target.territory, grant.scope));
  const own = inScope.find(
    (grant) => grant.organisation === target.organisation && (grant.unit === '' || grant.unit === target.unit),
  );
  return own ?? inScope.find((grant) => overOrganisations.has(grant.role) || actsForCommune(grant, target));
}

/** Whether somebody with these grants, which must be in force, may act in one of the roles. See {@link grantFor}. */
export const mayActFor = (grants: readonly Grant[], wanted: readonly Role[], target: ActTarget): boolean =>
  grantFor(grants, wanted, target) !== undefined;

/** A gestionnaire of a province or préfecture may act for its communes, in any of their units. */
function actsForCommune(grant: Grant, target: ActTarget): boolean {
  if (grant.role !== 'gestionnaire' || grant.unit !== '' || !grant.organisation.startsWith('province:')) return false;
  const province = grant.organisation.slice('province:'.length);
  const [kind, commune = ''] = target.organisation.split(':', 2);
  return kind === 'commune' && withinScope(commune, province);
}
