import { AppError, type RpcCall } from '@jamaa/kit';
import { actorsAt, type BureauPlace, worksAt } from '../domain/access.ts';
import type { DocumentsDeps } from './deps.ts';

/** Document orders have paid for a document and know whose it is; nobody else among the services makes any. */
const isOrders = ({ caller }: RpcCall): boolean => caller.kind === 'service' && caller.service === 'document-orders';

/** @throws AppError `forbidden` unless the caller works at the bureau, or is the service of document orders */
export async function staffOnly({ grantsOf }: DocumentsDeps, call: RpcCall, bureau: BureauPlace): Promise<void> {
  if (isOrders(call) || worksAt(bureau, await grantsOf(call.caller))) return;
  throw new AppError('forbidden', 'for staff of the bureau');
}

/** @throws AppError `forbidden` unless the caller is an officer of the bureau, within the dates of their delegation */
export async function officersOnly({ grantsOf }: DocumentsDeps, call: RpcCall, bureau: BureauPlace): Promise<void> {
  if (!actorsAt(bureau, await grantsOf(call.caller)).has('civil-officer'))
    throw new AppError('forbidden', 'for officers of the bureau');
}

export function ordersOnly(call: RpcCall): void {
  if (!isOrders(call)) throw new AppError('forbidden', 'only document orders look for an act this way');
}
