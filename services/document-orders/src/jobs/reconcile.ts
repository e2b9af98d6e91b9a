import { backoffMs, failpoint } from '@jamaa/kit';
import type { Deps } from '../deps.ts';
import { policyAt } from '../domain/policy.ts';
import type { BankTransaction, PaymentPort } from '../payments/port.ts';
import { receiveMoney } from '../payments/receive.ts';
import { type OrderRow, orderRows } from '../store/order-row.ts';
import { type PaymentRow, paymentRows } from '../store/payments.ts';

const BATCH = 20;
const HOUR_MS = 3_600_000;
/** The bank's page may end later than our order. */
const GRACE_HOURS = 24;

/**
 * Compares payments that are due with the bank's books: a callback that never came is made up for, what was only held is debited, a payment
 * that agrees is asked about no more. Returns how many were due.
 */
export async function reconcileDue(deps: Deps, bank: PaymentPort): Promise<number> {
  const { platform, telemetry } = deps;
  const now = platform.clock.now();
  const due = await paymentRows(platform.mongo)
    .find({ checkAt: { $gt: new Date(0), $lte: now } })
    .sort({ checkAt: 1 })
    .limit(BATCH)
    .toArray();
  for (const payment of due) {
    try {
      const state = await reconcile(deps, bank, payment, now);
      telemetry.reconciled.inc({ outcome: state });
      await save(deps, payment, state, now);
    } catch (error) {
      telemetry.failures.inc({ operation: 'status' });
      platform.logger.warn({ err: error, oid: payment._id }, 'the bank was not asked about a payment, tried again');
      await save(deps, payment, payment.state, now);
    }
  }
  return due.length;
}

async function save(
  { platform, env }: Deps,
  payment: PaymentRow,
  state: PaymentRow['state'],
  now: Date,
): Promise<void> {
  const checkAt = new Date(now.getTime() + backoffMs(payment.checks + 1, env.RETRY_BASE_MS, HOUR_MS));
  const over = state === 'settled' || state === 'ended';
  await paymentRows(platform.mongo).updateOne(
    { _id: payment._id },
    over ? { $set: { state }, $unset: { checkAt: '' } } : { $set: { state, checkAt }, $inc: { checks: 1 } },
  );
}

async function reconcile(deps: Deps, bank: PaymentPort, payment: PaymentRow, now: Date): Promise<PaymentRow['state']> {
  const { platform } = deps;
  const oid = payment._id;
  const books = await bank.status(oid);
  for (const { transaction, state, amount } of books) {
    if (state === 'authorised' || state === 'captured')
      await receiveMoney(deps, { oid, transaction, amount }, 'system');
  }
  const order = await orderRows(platform.mongo).findOne({ _id: payment.orderId });
  if (order === null) throw new Error('a payment without its order');
  const own = books.find(({ transaction }) => transaction === order.payment?.transaction);
  if (own?.state === 'authorised') {
    await bank.capture(oid, own.transaction);
    failpoint('document-orders.after-capture');
    return 'held';
  }
  return settledState(order, payment, books, now);
}

/** Whether the bank's books of an attempt say what ours say. */
function settledState(
  order: OrderRow,
  payment: PaymentRow,
  books: readonly BankTransaction[],
  now: Date,
): PaymentRow['state'] {
  const ours = order.received.filter(({ oid }) => oid === payment._id);
  const live = books.filter(({ state }) => state !== 'refused');
  if (ours.length === 0 && live.length === 0) {
    const over = payment.createdAt.getTime() + (policyAt(payment.createdAt).paymentHours + GRACE_HOURS) * HOUR_MS;
    if (now.getTime() > over) return 'ended';
    return books.length > 0 ? 'refused' : 'open';
  }
  return ours.length === live.length && live.every((one) => agrees(order, one)) ? 'settled' : 'held';
}

function agrees(order: OrderRow, { transaction, state, amount, refunded }: BankTransaction): boolean {
  const ours = order.received.find((one) => one.transaction === transaction);
  const refunds = order.refunds.filter((one) => one.transaction === transaction);
  const back = refunds.reduce((all, one) => all + one.amount, 0);
  if (ours === undefined || ours.amount !== amount || refunds.some((one) => one.state === 'due')) return false;
  return state === 'voided' ? back === amount : state === 'captured' && refunded === back;
}
