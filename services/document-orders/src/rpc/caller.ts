import { AppError, type Caller, parseReference } from '@jamaa/kit';
import type { Deps } from '../deps.ts';
import { notFound } from '../store/change.ts';
import { type OrderRow, orderRows } from '../store/order-row.ts';

/** Letter of references of orders. */
export const KIND = 'D';

/** The account that calls: orders are for people who have signed in. @throws AppError `unauthenticated` */
export function personOf(caller: Caller): string {
  if (caller.kind !== 'account') throw new AppError('unauthenticated', 'sign in to order documents');
  return caller.subject;
}

export async function findOrder({ platform }: Pick<Deps, 'platform'>, typed: string): Promise<OrderRow> {
  const reference = parseReference(typed, KIND);
  const row = reference === undefined ? null : await orderRows(platform.mongo).findOne({ reference });
  if (row === null) throw notFound();
  return row;
}

/** An order of the caller's own; another's is not there. @throws AppError `not-found` */
export async function ownOrder(deps: Pick<Deps, 'platform'>, typed: string, caller: Caller): Promise<OrderRow> {
  const owner = personOf(caller);
  const row = await findOrder(deps, typed);
  if (row.owner !== owner) throw notFound();
  return row;
}
