import { AppError, type RpcCall } from '@jamaa/kit';
import { actorsAt, type BureauPlace, worksAt } from '../domain/access.ts';
import type { DocumentsDeps } from './deps.ts';

/** Document orders have paid for a document and know whose it is; nobody else among the services makes any. */
const isOrders = ({ caller }: RpcCall): boolean => caller.kind === 'service' && caller.service === 'document-orders';

/** To whoever neither works at the bureau nor is the service of document orders, there is no such thing. @throws AppError `not-found` */
export async function staffOnly({ grantsOf }: DocumentsDeps, call: RpcCall, bureau: BureauPlace): Promise<void> {
  if (isOrders(call) || worksAt(bureau, await grantsOf(call.caller))) return;
  throw new AppError('not-found', 'none at a bureau of yours');
}

/**
 * For an officer of the bureau, within the dates of their delegation.
 * @throws AppError `forbidden` to its other staff, `not-found` to all others
 */
export async function officersOnly({ grantsOf }: DocumentsDeps, call: RpcCall, bureau: BureauPlace): Promise<void> {
  const grants = await grantsOf(call.caller);
  if (!worksAt(bureau, grants)) throw new AppError('not-found', 'none at a bureau of yours');
  if (!actorsAt(bureau, grants).has('civil-officer')) throw new AppError('forbidden', 'for officers of the bureau');
}

export function ordersOnly(call: RpcCall): void {
  if (!isOrders(call)) throw new AppError('forbidden', 'only document orders look for an act this way');
}
