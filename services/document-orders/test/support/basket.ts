import type { Command } from '../../src/domain/decide.ts';
import type { Basket, Item } from '../../src/domain/order.ts';

const item = (id: string, bureau: string, price: number): Item => ({
  id,
  kind: 'extract',
  bureau,
  copies: 2,
  price,
  state: 'ordered',
});

/** Two documents of one bureau and one of another: 4 + 4 + 5 dirhams, and 18 for each envelope. */
export const basket: Basket = {
  items: [item('i1', 'sefrou', 400), item('i2', 'sefrou', 400), item('i3', 'fes', 500)],
  consignments: [
    { id: 'c1', bureau: 'sefrou', postage: 1_800 },
    { id: 'c2', bureau: 'fes', postage: 1_800 },
  ],
  total: 4_900,
  abroad: false,
  expiresAt: new Date('2026-03-09T09:00:00Z'),
};

/** The bank tells of money. */
export const money = (transaction: string, amount: number): Command => ({
  type: 'receive',
  transaction,
  oid: `o-${transaction}`,
  amount,
});
