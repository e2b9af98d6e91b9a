import { AppError, type RpcCall } from '@jamaa/kit';
import type { DocumentsDeps } from './deps.ts';

const STAFF: readonly string[] = ['registrar', 'civil-officer'];
const OFFICERS: readonly string[] = ['civil-officer'];

/** Document orders have paid for a document and know whose it is; nobody else among the services makes any. */
const isOrders = ({ caller }: RpcCall): boolean => caller.kind === 'service' && caller.service === 'document-orders';

/** @throws AppError `forbidden` unless the caller works in civil status of the body, or is the service of document orders */
export async function staffOnly(deps: DocumentsDeps, call: RpcCall, organisation: string): Promise<void> {
  if (!isOrders(call)) await withRole(deps, call, organisation, STAFF);
}

/** @throws AppError `forbidden` unless the caller is an officer of civil status of the body, within the dates of their delegation */
export const officersOnly = (deps: DocumentsDeps, call: RpcCall, organisation: string): Promise<void> =>
  withRole(deps, call, organisation, OFFICERS);

export function ordersOnly(call: RpcCall): void {
  if (!isOrders(call)) throw new AppError('forbidden', 'only document orders look for an act this way');
}

async function withRole(
  { directory, platform }: DocumentsDeps,
  { caller }: RpcCall,
  organisation: string,
  roles: readonly string[],
): Promise<void> {
  if (caller.kind !== 'account') throw new AppError('forbidden', 'for staff of the bureau');
  const grants = await directory.grantsOf(caller.subject, platform.clock.now());
  if (!grants.some((grant) => roles.includes(grant.role) && grant.organisation === organisation))
    throw new AppError('forbidden', 'for staff of the bureau');
}
