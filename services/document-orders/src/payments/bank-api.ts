import { z } from 'zod';
import type { BankTransaction, PaymentPort } from './port.ts';

const books = z.object({
  transactions: z.array(
    z.object({
      transaction: z.string().min(1),
      state: z.enum(['authorised', 'captured', 'refused', 'voided']),
      amount: z.int().min(0),
      refunded: z.int().min(0),
    }),
  ),
});

export interface BankApiSettings {
  readonly url: string;
  readonly key: string;
  readonly timeoutMs: number;
}

/**
 * The bank's books and refunds over HTTP, as the development bank offers them. What CMI opens to a shop for this is agreed by contract and
 * not public: this file is the one to change. Every failure is an Error that names the call and the status, and no content.
 */
export function bankApi({ url, key, timeoutMs }: BankApiSettings): Pick<PaymentPort, 'status' | 'capture' | 'refund'> {
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(new URL(path, url.endsWith('/') ? url : `${url}/`), {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    });
    if (response.ok) return response.json();
    await response.body?.cancel();
    throw new Error(`the bank answers ${response.status} to ${method} ${path.split('/').at(-1) ?? ''}`);
  };
  const at = (oid: string, transaction = '') =>
    `payments/${encodeURIComponent(oid)}${transaction === '' ? '' : `/transactions/${encodeURIComponent(transaction)}`}`;
  return {
    status: async (oid): Promise<readonly BankTransaction[]> => books.parse(await call('GET', at(oid))).transactions,
    async capture(oid, transaction) {
      await call('POST', `${at(oid, transaction)}/capture`, {});
    },
    async refund(oid, transaction, amount) {
      await call('POST', `${at(oid, transaction)}/refund`, { amount });
    },
  };
}
