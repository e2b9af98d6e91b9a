import { AppError, type Caller, type Grant, type RpcCall } from '@jamaa/kit';
import { grantsNow } from '../domain/account.ts';
import { type Authority, authorityOf, fullAuthority } from '../domain/authority.ts';
import type { Deps } from './deps.ts';

export const isService = (caller: Caller, name: string): boolean =>
  caller.kind === 'service' && caller.service === name;

/** The grants in force of an account that calls; none for everybody else. */
export async function callerGrants({ accounts, platform }: Deps, call: RpcCall): Promise<readonly Grant[]> {
  if (call.caller.kind !== 'account') return [];
  const account = await accounts.openBySubject(call.caller.subject);
  return account === null ? [] : grantsNow(account, platform.clock.now());
}

/** Over what the caller administers accounts. @throws AppError `forbidden` for all but administrators and the operators' tool */
export async function administers(deps: Deps, call: RpcCall): Promise<Authority> {
  if (isService(call.caller, 'ops')) return fullAuthority;
  const authority = authorityOf(await callerGrants(deps, call));
  if (authority === undefined) throw new AppError('forbidden', 'only administrators change accounts');
  return authority;
}
