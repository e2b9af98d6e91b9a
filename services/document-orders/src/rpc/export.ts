import { auditRows, emptyChain, newId, nextAuditRow, type RpcCall, writeAudit, writesOf } from '@jamaa/kit';
import {
  ExportedOrder,
  type ExportOrdersRequest,
  type ExportOrdersResponse,
} from '@jamaa/proto/document_orders/v1/document_orders';
import type { Deps } from '../deps.ts';
import { actorOf, committed, readOrder } from '../store/change.ts';
import { openTold, orderCollection, orderRows } from '../store/order-row.ts';
import { personOf } from './caller.ts';
import { orderMessage } from './message.ts';

const PAGE = 20;

/** Everything held about the caller's orders (right of access, law 09-08); each export goes on the order's audit trail. */
export const exportOrders =
  (deps: Deps) =>
  async ({ cursor }: ExportOrdersRequest, call: RpcCall): Promise<ExportOrdersResponse> => {
    const owner = personOf(call.caller);
    const rows = await orderRows(deps.platform.mongo)
      .find({ owner, _id: { $lt: cursor === '' ? newId() : cursor } })
      .sort({ owner: 1, _id: -1 })
      .limit(PAGE + 1)
      .toArray();
    const page = rows.slice(0, PAGE);
    const orders: ExportedOrder[] = [];
    for (const { _id } of page) orders.push(await exportOrder(deps, _id, call));
    return { orders, nextCursor: rows.length > PAGE ? (page.at(-1)?._id ?? '') : '' };
  };

async function exportOrder({ platform, keyring }: Deps, id: string, { caller }: RpcCall): Promise<ExportedOrder> {
  const at = platform.clock.now();
  return committed(platform, async (session) => {
    const row = await readOrder(platform, session, id);
    const trail = await auditRows(platform.mongo).find({ aggregateId: id }, { session }).sort({ number: 1 }).toArray();
    const facts = { version: row.version };
    const entry = { aggregateId: id, at, actor: actorOf(caller, row.owner), action: 'export-data', facts };
    const auditHead = writeAudit(session, nextAuditRow(row.auditHead ?? emptyChain, entry));
    writesOf(session).update(orderCollection, id, { $set: { auditHead } });
    const told = openTold(keyring, row);
    const looks = trail.filter(({ action }) => action === 'look');
    return ExportedOrder.fromPartial({
      order: orderMessage(row, told),
      applicantNationalId: told.applicantId,
      looks: looks.map((look) => ({ at: look.at, bureauId: String(look.facts['bureau'] ?? '') })),
    });
  });
}
