import { callerKey, inForce, inTransaction, invalidField, newId, type RpcCall } from '@jamaa/kit';
import type { CreateDelegationRequest, CreateDelegationResponse } from '@jamaa/proto/directory/v1/directory';
import type { ClientSession } from 'mongoose';
import { mandateGrant, officeAt, sameDelegation } from '../domain/delegation.ts';
import { emailIndexOf } from '../store/personal.ts';
import type { AccountRow, OrganisationRow } from '../store/rows.ts';
import { afterAccountCommit, writeAccounts } from '../store/write-accounts.ts';
import { bodyOf, type DelegatingAs, delegationMessage, mayDelegate } from './delegating.ts';
import type { Deps } from './deps.ts';

/**
 * Lets an account sign for a validator for a time, by a dated decision. It reaches all services within seconds, and ends everywhere
 * by itself with its last day. The same request again makes no second one.
 */
export const createDelegation =
  (deps: Deps) =>
  async (request: CreateDelegationRequest, call: RpcCall): Promise<CreateDelegationResponse> => {
    const { platform } = deps;
    const body = await bodyOf(deps, request.organisation);
    const as = await mayDelegate(deps, call, body);
    const by = { actor: callerKey(call.caller), at: platform.clock.now() };
    const id = newId();
    let written = false;
    const delegation = await inTransaction(platform.mongo, async (session) => {
      written = false;
      const delegator = await delegatorOf(deps, request, call, as, session);
      const office = officeAt(delegator.grants, body._id, by.at);
      if (office === undefined)
        throw invalidField('delegator', 'no-office', 'no président or directeur des services of this body');
      const before = await byEmail(deps, 'email', request.email, session);
      mayReceive(before, delegator, body, by.at);
      const grant = mandateGrant(request, { id, delegator: delegator._id, office, territory: body.territory }, by.at);
      const known = before.grants.find((one) => sameDelegation(one, grant));
      if (known !== undefined) return delegationMessage(deps, before, known, delegator);
      written = true;
      const { version: _v, lastEventId: _e, audit: _a, createdAt: _c, updatedAt: _u, ...rest } = before;
      const after = { ...rest, grants: [...before.grants, grant] };
      const { kind, decisionNumber } = grant.mandate;
      const entries = [{ action: 'delegate', facts: { id, organisation: body._id, kind, decisionNumber } }];
      await writeAccounts(platform.mongo, session, [{ before, after, entries }], by);
      return delegationMessage(deps, before, grant, delegator);
    });
    if (written) afterAccountCommit(platform.relay);
    return { delegation };
  };

/** Whose power it is: the caller's, or of somebody whom an administrator names, or for an interim another validator. */
async function delegatorOf(
  deps: Deps,
  { delegatorEmail, kind }: CreateDelegationRequest,
  call: RpcCall,
  as: DelegatingAs,
  session: ClientSession,
): Promise<AccountRow> {
  if (delegatorEmail !== '') {
    const named = await byEmail(deps, 'delegator', delegatorEmail, session);
    const own = call.caller.kind === 'account' && named.subject === call.caller.subject;
    if (as === 'office' && kind !== 'interim' && !own)
      throw invalidField('delegator', 'forbidden', 'one delegates one’s own signature; an interim replaces another');
    return named;
  }
  const own = call.caller.kind === 'account' ? await deps.accounts.bySubject(call.caller.subject, session) : null;
  if (as === 'administrator' || own === null)
    throw invalidField('delegator', 'required', 'the e-mail of the validator whose power it is');
  return own;
}

async function byEmail(deps: Deps, field: string, email: string, session: ClientSession): Promise<AccountRow> {
  const row = email === '' ? null : await deps.accounts.byEmailIndex(emailIndexOf(deps.keyring, email), session);
  if (row === null || !row.active) throw invalidField(field, 'unknown', 'no account in use has this e-mail');
  return row;
}

/** Only somebody of the body may sign for it (our rule): a delegation shows its cases. */
function mayReceive(account: AccountRow, delegator: AccountRow, body: OrganisationRow, now: Date): void {
  if (account._id === delegator._id) throw invalidField('email', 'self', 'nobody delegates to themselves');
  if (!account.grants.some((grant) => grant.organisation === body._id && inForce(grant, now)))
    throw invalidField('email', 'elsewhere', 'no member of this body');
}
