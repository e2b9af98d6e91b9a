import { type Grant, withinScope } from '@jamaa/kit';
import type { Actor } from './declaration.ts';

export interface BureauPlace {
  readonly organisation: string;
  readonly territory: string;
}

const at = (bureau: BureauPlace, grant: Grant): boolean => withinScope(bureau.territory, grant.scope);

/** What somebody with these grants, which must be in force, is to a bureau. */
export function actorsAt(bureau: BureauPlace, grants: readonly Grant[]): Set<Actor> {
  const actors = new Set<Actor>();
  for (const grant of grants) {
    if (!at(bureau, grant)) continue;
    const own = grant.organisation === bureau.organisation;
    if (own && (grant.role === 'registrar' || grant.role === 'civil-officer')) actors.add(grant.role);
    if (grant.role === 'health-declarant') actors.add('establishment');
  }
  return actors;
}

/** Whoever works at the bureau: they see its acts and declarations. */
export const worksAt = (bureau: BureauPlace, grants: readonly Grant[]): boolean => {
  const actors = actorsAt(bureau, grants);
  return actors.has('registrar') || actors.has('civil-officer');
};

export const isAdministrator = (territory: string, grants: readonly Grant[]): boolean =>
  grants.some(({ role, scope }) => role === 'administrator' && withinScope(territory, scope));

/** Somebody works in civil status at all: they may look for who bears an exact number. */
export const isStaff = (grants: readonly Grant[]): boolean =>
  grants.some(({ role }) => role === 'registrar' || role === 'civil-officer');

/** A delegation at this bureau that is not in force now, as all grants of the account tell. */
export const lapsedDelegation = (bureau: BureauPlace, all: readonly Grant[], now: Date): Grant | undefined =>
  all.find(
    (grant) =>
      grant.role === 'civil-officer' &&
      grant.organisation === bureau.organisation &&
      ((grant.validFrom !== undefined && now < grant.validFrom) ||
        (grant.validTo !== undefined && grant.validTo <= now)),
  );
