import { type RpcCall, requestedErasure, withinScope } from '@jamaa/kit';
import { type EraseOrderRequest, EraseOrderResponse } from '@jamaa/proto/document_orders/v1/document_orders';
import type { Deps } from '../deps.ts';
import { committed, notFound, readOrder } from '../store/change.ts';
import { eraseOrders } from '../store/erase.ts';
import { communeOf, grantsOf } from './bureau-access.ts';
import { findOrder } from './caller.ts';

/** Erases what was told with an order at an administrator's word, for a reason and on a legal basis that stand in the deletion register. */
export const eraseOrder =
  (deps: Deps) =>
  async (request: EraseOrderRequest, call: RpcCall): Promise<EraseOrderResponse> => {
    const { platform, telemetry } = deps;
    const grants = await grantsOf(deps, call);
    const found = await findOrder(deps, request.reference);
    const within = (bureau: string): boolean =>
      grants.some(({ role, scope }) => role === 'administrator' && withinScope(communeOf(bureau), scope));
    // To all others the order does not exist.
    if (!found.items.every(({ bureau }) => within(bureau))) throw notFound();
    const { rule, legalBasis } = requestedErasure(request);
    const at = platform.clock.now();
    const { number } = await committed(platform, async (session) => {
      const row = await readOrder(platform, session, found._id);
      return eraseOrders(platform.mongo, session, [row], { at, caller: call.caller, rule, legalBasis });
    });
    telemetry.erasures.inc({ rule });
    return EraseOrderResponse.fromPartial({ reference: found.reference, number: BigInt(number) });
  };
