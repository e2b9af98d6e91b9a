import { AppError, type RpcCall } from '@jamaa/kit';

/** A decision says who holds a case, a confidential one included: the caller must have asked intake who may know. */
export function servicesOnly(call: RpcCall): void {
  if (call.caller.kind !== 'service') throw new AppError('forbidden', 'only services read decisions');
}

/** Rules are no secret among those who are signed in. */
export function signedIn(call: RpcCall): void {
  if (call.caller.kind === 'anonymous') throw new AppError('forbidden', 'rules are shown to signed-in callers');
}
