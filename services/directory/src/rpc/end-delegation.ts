import { AppError, callerKey, inTransaction, invalidField, type RpcCall } from '@jamaa/kit';
import type { EndDelegationRequest, EndDelegationResponse } from '@jamaa/proto/directory/v1/directory';
import { endMandate } from '../domain/delegation.ts';
import type { AccountRow } from '../store/rows.ts';
import { afterAccountCommit, writeAccounts } from '../store/write-accounts.ts';
import { bodyOf, delegationMessage, mayDelegate } from './delegating.ts';
import type { Deps } from './deps.ts';

/** Ends a delegation before its day. Ending it again changes nothing. */
export const endDelegation =
  (deps: Deps) =>
  async ({ id }: EndDelegationRequest, call: RpcCall): Promise<EndDelegationResponse> => {
    const { platform, accounts } = deps;
    if (id === '') throw invalidField('id', 'required', 'id is missing');
    const by = { actor: callerKey(call.caller), at: platform.clock.now() };
    const unknown = (): AppError => new AppError('not-found', 'no delegation has this id');
    const organisation = grantOf(await accounts.byMandate(id), id)?.organisation;
    if (organisation === undefined) throw unknown();
    await mayDelegate(deps, call, await bodyOf(deps, organisation));
    const ended = await inTransaction(platform.mongo, async (session): Promise<AccountRow> => {
      const before = await accounts.byMandate(id, session);
      if (before === null) throw unknown();
      const after = endMandate(before, id, by.at);
      if (after === before) return before;
      const { version: _v, lastEventId: _e, audit: _a, createdAt: _c, updatedAt: _u, ...rest } = after;
      const entries = [{ action: 'end-delegation', facts: { id, organisation } }];
      const [written = before] = await writeAccounts(platform.mongo, session, [{ before, after: rest, entries }], by);
      return written;
    });
    afterAccountCommit(platform.relay);
    const grant = grantOf(ended, id);
    if (grant === undefined) throw unknown();
    const delegator = await accounts.byId(grant.mandate?.delegator ?? '');
    return { delegation: delegationMessage(deps, ended, grant, delegator ?? undefined) };
  };

const grantOf = (account: AccountRow | null, id: string) => account?.grants.find(({ mandate }) => mandate?.id === id);
