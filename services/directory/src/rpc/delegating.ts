import { AppError, type Grant, invalidField, isAppError, type RpcCall, withinScope } from '@jamaa/kit';
import type { Delegation } from '@jamaa/proto/directory/v1/directory';
import { officeAt } from '../domain/delegation.ts';
import { mandateMessage } from '../store/messages.ts';
import { openPerson } from '../store/personal.ts';
import type { AccountRow, OrganisationRow } from '../store/rows.ts';
import { administers, callerGrants } from './authorise.ts';
import type { Deps } from './deps.ts';

/** In which right somebody delegates at a body. */
export type DelegatingAs = 'administrator' | 'office';

/** @throws AppError `validation-failed` for an unknown body */
export async function bodyOf({ organisations }: Deps, id: string): Promise<OrganisationRow> {
  const body = id === '' ? null : await organisations.find(id);
  if (body === null || !body.onPlatform)
    throw invalidField('organisation', 'unknown', 'a body that handles cases here, like commune:03.451.01.09');
  return body;
}

/** The président, the directeur des services, or an administrator of the territory. @throws AppError `forbidden` for all others */
export async function mayDelegate(deps: Deps, call: RpcCall, body: OrganisationRow): Promise<DelegatingAs> {
  const grants = await callerGrants(deps, call);
  if (officeAt(grants, body._id, deps.platform.clock.now()) !== undefined) return 'office';
  try {
    if ((await administers(deps, call)).covers(body.territory)) return 'administrator';
  } catch (error) {
    if (!isAppError(error) || error.code !== 'forbidden') throw error;
  }
  throw new AppError('forbidden', 'delegations are for the président, the directeur des services, or an administrator');
}

const readers: readonly string[] = ['gestionnaire', 'coordinator', 'validator'];
const watching: readonly string[] = ['administrator', 'supervisor', 'auditor'];

/** The body's own staff who place and lead, and those who watch over its territory. */
export async function mayReadDelegations(deps: Deps, call: RpcCall, body: OrganisationRow): Promise<void> {
  const allowed = (grant: Grant): boolean =>
    (readers.includes(grant.role) && grant.organisation === body._id) ||
    (watching.includes(grant.role) && withinScope(body.territory, grant.scope));
  if (!(await callerGrants(deps, call)).some(allowed)) throw new AppError('forbidden', 'this body is not yours');
}

/** A delegation as its readers see it, with the names of both: they stand in the arrêté. */
export function delegationMessage(
  { keyring }: Pick<Deps, 'keyring'>,
  account: AccountRow,
  grant: Grant,
  delegator: AccountRow | undefined,
): Delegation {
  if (grant.mandate === undefined) throw new Error(`account ${account._id}: no delegation`);
  return {
    mandate: mandateMessage(grant.mandate),
    organisation: grant.organisation,
    accountId: account._id,
    name: openPerson(keyring, account).name,
    delegatorName: delegator === undefined ? '' : openPerson(keyring, delegator).name,
    validFrom: grant.validFrom,
    validTo: grant.validTo,
  };
}
