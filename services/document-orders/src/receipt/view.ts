import type { Order } from '../domain/order.ts';
import { localDay } from '../domain/tariffs.ts';
import { dirhams } from '../payments/money.ts';
import { type ReceiptLanguage, words } from './words.ts';

export interface ReceiptInput {
  readonly language: ReceiptLanguage;
  readonly order: Pick<Order, 'items' | 'consignments' | 'refunds'>;
  readonly reference: string;
  readonly receipt: { readonly number: string; readonly at: Date };
  readonly payment: NonNullable<Order['payment']>;
  /** Whoever ordered; empty: the receipt stands for its number. */
  readonly name: string;
}

const comma = (centimes: number): string => dirhams(centimes).replace('.', ',');

/** The legal day in Morocco, in words. */
const dayWords = (day: string, language: ReceiptLanguage): string =>
  new Intl.DateTimeFormat(language === 'ar' ? 'ar-MA-u-nu-latn' : 'fr-MA', {
    dateStyle: 'long',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));

/** What stands on the receipt of an order's own payment; what of it went back since stands below. Pure. */
export function receiptView({ language, order, reference, receipt, payment, name }: ReceiptInput) {
  const said = words[language];
  const refunds = order.refunds.filter(({ transaction }) => transaction === payment.transaction);
  const paidOn = localDay(receipt.at);
  const [year = 0, month = 1, day = 1] = paidOn.split('-').map(Number);
  return {
    language,
    direction: language === 'ar' ? 'rtl' : 'ltr',
    date: [year, month, day],
    ...{ kingdom: said.kingdom, ministry: said.ministry, title: said.title, footer: said.footer },
    ...{ numberLabel: said.number, number: receipt.number, head: said.head },
    rows: [
      { label: said.reference, value: reference },
      ...(name === '' ? [] : [{ label: said.paidBy, value: name }]),
      { label: said.paidOn, value: dayWords(paidOn, language) },
      { label: said.means, value: said.card },
      { label: said.transaction, value: payment.transaction },
    ],
    lines: [
      ...order.items.map(({ kind, copies, price }) => ({
        what: said.kinds[kind],
        count: String(copies),
        amount: comma(price),
      })),
      ...order.consignments.map(({ postage }) => ({ what: said.postage, count: '', amount: comma(postage) })),
    ],
    totalLabel: said.total,
    total: comma(payment.amount),
    refunds: refunds.map(({ amount, reason }) => ({
      what: `${said.refund} (${said.reasons[reason]})`,
      amount: `−${comma(amount)}`,
    })),
  };
}
