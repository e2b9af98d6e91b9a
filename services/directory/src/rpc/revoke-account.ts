import { AppError, callerKey, inTransaction, invalidField, type RpcCall } from '@jamaa/kit';
import type { RevokeAccountRequest, RevokeAccountResponse } from '@jamaa/proto/directory/v1/directory';
import { revoke } from '../domain/account.ts';
import { accountMessage } from '../store/messages.ts';
import { sealRevocation } from '../store/personal.ts';
import type { AccountRow } from '../store/rows.ts';
import { afterAccountCommit, writeAccounts } from '../store/write-accounts.ts';
import { administers } from './authorise.ts';
import type { Deps } from './deps.ts';

const MAX_REASON = 500;

/** Ends all rights of an account at once. Revoking it again changes nothing. */
export const revokeAccount =
  (deps: Deps) =>
  async ({ accountId, reason }: RevokeAccountRequest, call: RpcCall): Promise<RevokeAccountResponse> => {
    const { platform, accounts, keyring, telemetry } = deps;
    const authority = await administers(deps, call);
    const why = reason.trim();
    if (why === '') throw invalidField('reason', 'required', 'a revocation needs a reason');
    if (why.length > MAX_REASON)
      throw invalidField('reason', 'too-long', `reason has more than ${MAX_REASON} characters`);
    const by = { actor: callerKey(call.caller), at: platform.clock.now() };
    let changed = false;
    const row = await inTransaction(platform.mongo, async (session): Promise<AccountRow> => {
      changed = false;
      const before = await accounts.byId(accountId, session);
      // An account of another territory is not shown to exist.
      if (before === null || !authority.coversAll(before.grants))
        throw new AppError('not-found', 'no account of your territory has this id');
      if (!before.active) return before;
      changed = true;
      const { version: _v, lastEventId: _e, audit: _a, createdAt: _c, updatedAt: _u, ...rest } = before;
      const { revocation, digest } = sealRevocation(keyring, before, why);
      const sealed = { ...before.sealed, revocation };
      const after = { ...rest, ...revoke(before, by.at), _id: before._id, sealed };
      const entries = [{ action: 'revoke', facts: { reason: digest } }];
      const [written = before] = await writeAccounts(platform.mongo, session, [{ before, after, entries }], by);
      return written;
    });
    if (changed) {
      afterAccountCommit(platform.relay);
      telemetry.revocations.inc();
    }
    return { account: accountMessage(row) };
  };
