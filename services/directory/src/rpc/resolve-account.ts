import { AppError, type Caller, inTransaction, invalidField, isDuplicateKey, type RpcCall } from '@jamaa/kit';
import { type ResolveAccountRequest, ResolveAccountResponse } from '@jamaa/proto/directory/v1/directory';
import { accountMessage } from '../store/messages.ts';
import { emailIndexOf, openPerson } from '../store/personal.ts';
import { type AccountRow, subjectRows } from '../store/rows.ts';
import { afterAccountCommit, writeAccounts } from '../store/write-accounts.ts';
import type { Deps } from './deps.ts';

type AccountCaller = Extract<Caller, { kind: 'account' }>;

/** Who the caller is; binds the account of the verified e-mail at the first sign-in. A citizen is `found: false`. */
export const resolveAccount =
  (deps: Deps) =>
  async (request: ResolveAccountRequest, call: RpcCall): Promise<ResolveAccountResponse> => {
    const { caller } = call;
    if (caller.kind === 'service') return lookUp(deps, request);
    if (caller.kind !== 'account') throw new AppError('forbidden', 'only somebody signed in has an account');
    if (request.subject !== '') throw invalidField('subject', 'forbidden', 'only services look up a subject');
    const row = (await deps.accounts.bySubject(caller.subject)) ?? (await bindFirst(deps, request, caller));
    deps.telemetry.signIns.inc({ outcome: row === null ? 'citizen' : row.active ? 'staff' : 'revoked' });
    return answer(deps, row);
  };

/** A copy of the directory asks about a subject it has not heard of; nothing is bound and nothing personal told. */
async function lookUp({ accounts }: Deps, { subject }: ResolveAccountRequest): Promise<ResolveAccountResponse> {
  if (subject === '') throw invalidField('subject', 'required', 'a service asks by subject');
  const row = await accounts.openBySubject(subject);
  return ResolveAccountResponse.fromPartial(row === null ? {} : { found: true, account: accountMessage(row) });
}

/**
 * Binds the account of the caller's verified e-mail. Two first sign-ins at once meet as a write conflict: the second sees the
 * first one's subject. @throws AppError `forbidden` when the account is bound to another subject
 */
async function bindFirst(
  deps: Deps,
  request: ResolveAccountRequest,
  caller: AccountCaller,
): Promise<AccountRow | null> {
  const { platform, accounts, keyring } = deps;
  if (caller.email === undefined) return null;
  const emailIndex = emailIndexOf(keyring, caller.email);
  if (request.email !== '' && emailIndexOf(keyring, request.email) !== emailIndex)
    throw invalidField('email', 'mismatch', 'email is not the verified e-mail of the sign-in');
  const at = platform.clock.now();
  let bound = false;
  const bind = (): Promise<AccountRow | null> =>
    inTransaction(platform.mongo, async (session) => {
      bound = false;
      const before = await accounts.byEmailIndex(emailIndex, session);
      if (before === null || before.subject === caller.subject) return before;
      if (before.subject !== undefined) return refuseSecond(deps, before);
      // Nobody signs in to a revoked account for the first time.
      if (!before.active) return null;
      await subjectRows(platform.mongo).insertOne({ _id: caller.subject, account: before._id }, { session });
      bound = true;
      const { version: _v, lastEventId: _e, audit: _a, createdAt: _c, updatedAt: _u, ...rest } = before;
      const change = { before, after: { ...rest, subject: caller.subject }, entries: [{ action: 'bind', facts: {} }] };
      const by = { actor: `account:${caller.subject}`, at };
      return (await writeAccounts(platform.mongo, session, [change], by))[0] ?? null;
    });
  // The same subject has been bound meanwhile, by the e-mail of another account: that one it is.
  const row = await bind().catch((error: unknown) =>
    isDuplicateKey(error) ? accounts.bySubject(caller.subject) : Promise.reject(error),
  );
  if (bound) afterAccountCommit(platform.relay);
  return row;
}

function refuseSecond({ platform, telemetry }: Deps, row: AccountRow): never {
  platform.logger.warn({ account: row._id }, 'sign-in with the e-mail of an account that is bound to another subject');
  telemetry.signIns.inc({ outcome: 'refused' });
  throw new AppError('forbidden', 'the account of this e-mail belongs to another sign-in; ask an administrator');
}

function answer({ keyring }: Deps, row: AccountRow | null): ResolveAccountResponse {
  if (row === null) return ResolveAccountResponse.fromPartial({ found: false });
  return { found: true, account: accountMessage(row), displayName: openPerson(keyring, row).name };
}
