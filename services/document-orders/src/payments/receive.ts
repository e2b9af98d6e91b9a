import { type Caller, failpoint, writesOf } from '@jamaa/kit';
import type { Deps } from '../deps.ts';
import { decide } from '../domain/decide.ts';
import { localDay } from '../domain/tariffs.ts';
import { changeOrder, committed, readOrder } from '../store/change.ts';
import { paymentCollection, paymentRows, takeReceipt } from '../store/payments.ts';
import type { Told } from './port.ts';

export type Received = 'kept' | 'unwanted' | 'unknown';

/**
 * The bank holds money under one of our numbers, as its callback or its books tell: kept where an order waits for it, else to be given
 * back. Told any number of times it counts once, by the bank's number of the transaction.
 */
export async function receiveMoney(
  deps: Deps,
  { oid, amount, transaction }: Omit<Told, 'approved'>,
  caller: Caller | 'system',
): Promise<Received> {
  const { platform, env, telemetry } = deps;
  const payment = await paymentRows(platform.mongo).findOne({ _id: oid });
  if (payment === null) return 'unknown';
  const at = platform.clock.now();
  const { row, events } = await committed(platform, async (session) => {
    const before = await readOrder(platform, session, payment.orderId);
    const command = { type: 'receive', oid, amount, transaction } as const;
    const decision = decide(command, before);
    const pays = 'events' in decision && decision.events.some(({ type }) => type === 'paid');
    const year = localDay(at).slice(0, 4);
    const number = pays ? await takeReceipt(platform.mongo, session, year, { orderId: before._id, amount, at }) : '';
    const set = pays ? { receipt: { number, at }, paidAt: at } : {};
    const changed = changeOrder(session, before, command, { at, caller, facts: { oid, transaction, amount }, set });
    if (changed.events.length > 0)
      writesOf(session).update(paymentCollection, oid, {
        $set: { state: 'held', checks: 0, checkAt: new Date(at.getTime() + env.CHECK_AFTER_MS) },
      });
    return changed;
  });
  failpoint('document-orders.after-receive');
  const kept = row.payment?.transaction === transaction;
  if (events.length > 0) {
    telemetry.orders.inc({ event: kept ? 'paid' : 'money-unwanted' });
    deps.poke();
  }
  return kept ? 'kept' : 'unwanted';
}

/** The bank has refused a card: the attempt is noted, the order waits on. What was held before stays held. */
export async function noteRefusal({ platform }: Pick<Deps, 'platform'>, oid: string): Promise<boolean> {
  const rows = paymentRows(platform.mongo);
  await rows.updateOne({ _id: oid, state: 'open' }, { $set: { state: 'refused' } });
  return (await rows.findOne({ _id: oid })) !== null;
}
