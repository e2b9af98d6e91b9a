import { writesOf } from '@jamaa/kit';
import type { ClientSession, Connection, mongo } from 'mongoose';

/** One attempt to pay, collection `payments`. Nothing of a card ever reaches it. */
export interface PaymentRow {
  /** What the bank knows it by (`oid`). */
  _id: string;
  orderId: string;
  /** Centimes. */
  amount: number;
  /** open: nothing is known; refused: the bank said no; held: money is there; settled: the bank's books agree with ours; ended: nothing came. */
  state: 'open' | 'refused' | 'held' | 'settled' | 'ended';
  createdAt: Date;
  /** When the bank is asked about it next; absent once nothing is open. */
  checkAt?: Date;
  checks: number;
}

export const paymentCollection = 'payments';

export const paymentRows = (connection: Connection): mongo.Collection<PaymentRow> =>
  connection.collection<PaymentRow>(paymentCollection) as unknown as mongo.Collection<PaymentRow>;

interface CounterRow {
  /** `receipt/<year>` */
  _id: string;
  last: number;
}

const counterRows = (connection: Connection): mongo.Collection<CounterRow> =>
  connection.collection<CounterRow>('counters') as unknown as mongo.Collection<CounterRow>;

/**
 * The next number of the register of receipts, `<year>/<number>`: taken with the transaction that writes the payment, so that a year has no
 * gap. Two that take it at once meet as a conflict, and one of them runs again.
 */
export async function takeReceipt(
  connection: Connection,
  session: ClientSession,
  year: string,
  receipt: { readonly orderId: string; readonly amount: number; readonly at: Date },
): Promise<string> {
  const before = await counterRows(connection).findOne({ _id: `receipt/${year}` }, { session });
  const last = (before?.last ?? 0) + 1;
  const number = `${year}/${String(last).padStart(6, '0')}`;
  writesOf(session).update('counters', `receipt/${year}`, { $set: { last } }, true);
  writesOf(session).insert('receipts', [{ _id: number, ...receipt }]);
  return number;
}
