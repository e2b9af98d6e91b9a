import { randomUUID } from 'node:crypto';
import { call } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import { expect } from '@jest/globals';
import { pay } from '../../../../e2e/test/support/bank.ts';
import { documentOrder } from '../../../../e2e/test/support/document-order-routes.ts';
import { mint } from '../../../../e2e/test/support/tokens.ts';
import type { Work } from './work.ts';

const orders = '/v1/document-orders';

interface Awaiting {
  readonly reference: string;
  /** The form that goes to the bank. */
  readonly fields: Record<string, string>;
}

/** An order is paid under another release than it was placed under: once, with one receipt, known to both. */
export function paidOrders(): Work {
  const sub = randomUUID();
  const receipts = new Map<string, string>();
  let awaiting: Awaiting = { reference: '', fields: {} };

  const token = () => mint({ sub, email: `${sub}@citizen.example`, email_verified: true });
  const order = async (reference: string) =>
    (await call('GET', `${orders}/${reference}`, { token: await token() })).body;
  const place = async (): Promise<Awaiting> => {
    const placed = await call('POST', orders, { token: await token(), body: documentOrder });
    expect(placed.status).toBe(201);
    const { reference } = placed.body;
    const { body } = await call('POST', `${orders}/${reference}/payment`, { token: await token(), body: {} });
    expect(body.order.status).toBe('awaiting-payment');
    return { reference, fields: body.fields };
  };
  const paid = async ({ reference, fields }: Awaiting): Promise<void> => {
    await pay(fields, 'approve');
    const { receipt } = await until('with its bureau', async () => {
      const found = await order(reference);
      return found.status === 'sent-to-bureau' && found;
    });
    expect(receipt).toMatchObject({ amount: 2_000, number: expect.stringMatching(/^\d{4}\/\d{6}$/) });
    receipts.set(reference, receipt.number);
  };
  const expectAll = async (): Promise<void> => {
    for (const [reference, number] of receipts)
      expect(await order(reference)).toMatchObject({ status: 'sent-to-bureau', receipt: { number }, refunds: [] });
    expect(new Set(receipts.values()).size).toBe(receipts.size);
  };

  return {
    name: 'orders of documents',
    async begun() {
      await paid(await place());
      awaiting = await place();
      await expectAll();
    },
    async there() {
      await paid(awaiting);
      awaiting = await place();
      await expectAll();
    },
    async back() {
      await paid(awaiting);
      await expectAll();
    },
  };
}
