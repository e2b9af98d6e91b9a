import { backoffMs, failpoint } from '@jamaa/kit';
import type { Deps } from '../deps.ts';
import type { Refund } from '../domain/order.ts';
import type { PaymentPort } from '../payments/port.ts';
import { changeOrder, committed, readOrder } from '../store/change.ts';
import { type OrderRow, orderRows } from '../store/order-row.ts';

const BATCH = 20;
const HOUR_MS = 3_600_000;

/**
 * Gives back what is due. Each try is on record before the bank is called, and the bank's books are read before each call: what was carried
 * out before a crash is found there and not done again. Returns how many orders were due.
 */
export async function refundDue(deps: Deps, bank: PaymentPort): Promise<number> {
  const { platform, telemetry } = deps;
  const now = platform.clock.now();
  const due = await orderRows(platform.mongo)
    .find({ refundAt: { $gt: new Date(0), $lte: now } })
    .sort({ refundAt: 1 })
    .limit(BATCH)
    .toArray();
  for (const order of due) {
    await claim(deps, order, now);
    for (const refund of order.refunds.filter(({ state }) => state === 'due')) {
      try {
        await giveBack(deps, bank, order._id, refund);
        telemetry.refunds.inc({ outcome: 'done' });
      } catch (error) {
        telemetry.refunds.inc({ outcome: 'put-off' });
        telemetry.failures.inc({ operation: 'refund' });
        platform.logger.error({ err: error, order: order._id, refund: refund.id }, 'refund not made, tried again');
        break;
      }
    }
  }
  return due.length;
}

async function claim({ platform, env }: Deps, { _id, refundTries = 0 }: OrderRow, now: Date): Promise<void> {
  const refundAt = new Date(now.getTime() + backoffMs(refundTries + 1, env.RETRY_BASE_MS, HOUR_MS));
  await orderRows(platform.mongo).updateOne({ _id }, { $set: { refundAt }, $inc: { refundTries: 1 } });
}

async function giveBack(deps: Deps, bank: PaymentPort, id: string, refund: Refund): Promise<void> {
  const { platform } = deps;
  const { oid, transaction, amount } = refund;
  const order = await orderRows(platform.mongo).findOne({ _id: id });
  const done = (order?.refunds ?? [])
    .filter((one) => one.transaction === transaction && one.state === 'done')
    .reduce((all, one) => all + one.amount, 0);
  const book = (await bank.status(oid)).find((one) => one.transaction === transaction);
  if (book === undefined) throw new Error('the bank does not know the transaction');
  const carriedOut = book.state === 'voided' || book.refunded >= done + amount;
  if (!carriedOut) {
    // A part can only be given back of what was debited; the whole is set free without a debit.
    if (book.state === 'authorised' && amount < book.amount) await bank.capture(oid, transaction);
    await bank.refund(oid, transaction, amount);
    failpoint('document-orders.after-refund');
  }
  const at = platform.clock.now();
  await committed(platform, async (session) =>
    changeOrder(
      session,
      await readOrder(platform, session, id),
      { type: 'refund-done', refund: refund.id },
      { at, caller: 'system', facts: { oid, transaction, amount } },
    ),
  );
}
