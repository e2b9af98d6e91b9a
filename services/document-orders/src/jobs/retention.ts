import { failpoint, writesOf } from '@jamaa/kit';
import type { Deps } from '../deps.ts';
import { isOver } from '../domain/order.ts';
import { keptUntil, retentionRuleAt } from '../domain/retention.ts';
import { committed } from '../store/change.ts';
import { eraseOrders } from '../store/erase.ts';
import { type OrderRow, orderCollection, orderRows } from '../store/order-row.ts';

/** Erased in one transaction, with one row of the deletion register. */
const BATCH = 20;

/** Erases what people told with orders whose time is over (retention.ts), oldest first. Returns how many were due. */
export async function eraseDue({ platform, telemetry }: Pick<Deps, 'platform' | 'telemetry'>): Promise<number> {
  const now = platform.clock.now();
  const due = await orderRows(platform.mongo)
    .find({ eraseAt: { $gt: new Date(0), $lte: now } }, { projection: { _id: 1 } })
    .sort({ eraseAt: 1 })
    .limit(BATCH)
    .toArray();
  if (due.length === 0) return 0;
  const { id: rule, purpose } = retentionRuleAt(now);
  const erased = await committed(platform, async (session) => {
    const rows = await orderRows(platform.mongo)
      .find({ _id: { $in: due.map(({ _id }) => _id) } }, { session })
      .toArray();
    const over: OrderRow[] = [];
    // Read again inside the transaction: late money may have come, and the rule of today may grant more than the one it ended under.
    for (const row of rows.filter(({ eraseAt }) => eraseAt !== undefined && eraseAt <= now)) {
      const until = keptUntil(row, row.updatedAt, now);
      if (isOver(row) && until <= now) over.push(row);
      else writesOf(session).update(orderCollection, row._id, { $set: { eraseAt: until } });
    }
    const erasure = { at: now, caller: 'system', rule, legalBasis: `Loi 09-08; ${purpose}` } as const;
    if (over.length > 0) await eraseOrders(platform.mongo, session, over, erasure);
    return over.length;
  });
  failpoint('document-orders.after-erase');
  telemetry.erasures.inc({ rule }, erased);
  return due.length;
}
