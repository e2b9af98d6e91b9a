import { createDouble, type Express, page, problem, read } from '@jamaa/dev-double';
import { z } from 'zod';
import { Callbacks } from './callback.ts';
import { donePage, errorPage, listPage, payPage } from './page.ts';
import { sealOf } from './seal.ts';
import { behaviours, type Payment, type PaymentStore, type Transaction } from './store.ts';

const behaviour = z.enum(behaviours);
const chosenSchema = z.object({ behaviour });
const orderSchema = z.strictObject({ oid: z.string().max(64).optional(), amount: z.int().optional(), behaviour });
const amountSchema = z.strictObject({ amount: z.int().min(1) });
const formSchema = z.record(z.string().max(60), z.string().max(500));

/** Without name and address of who pays: a development bank needs neither. */
const withoutPerson = (fields: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !/^(email|tel|billto.*|hash)$/i.test(name)));

export interface BankOptions {
  readonly clientId: string;
  readonly storeKey: string;
  readonly key: string;
}

/** The hosted page, the bank's books for the shop, and ways to tell it what to do. */
export function createApp(store: PaymentStore, { clientId, storeKey, key }: BankOptions): Express {
  const callbacks = new Callbacks(store, storeKey);
  const orders: z.output<typeof orderSchema>[] = [];
  return createDouble('dev-bank', key, (app) => {
    app.post('/pay', (request, response) => {
      const fields = formSchema.safeParse(request.body ?? {}).data ?? {};
      const { oid = '', amount = '', HASH = '' } = fields;
      const right = fields['clientid'] === clientId && HASH === sealOf(fields, storeKey) && /^\d+\.\d\d$/.test(amount);
      if (!right || oid === '')
        return page(response, errorPage({ ar: 'طلب أداء غير صالح', fr: 'Demande de paiement invalide' }), 400);
      page(response, payPage(store.open(oid, Math.round(Number(amount) * 100), withoutPerson(fields))));
    });
    app.post('/pay/:oid', async (request, response) => {
      const payment = store.find(request.params.oid);
      const chosen = read(chosenSchema, request.body, response);
      if (chosen === undefined) return;
      if (payment === undefined) return problem(response, 404, 'oid: no such payment');
      const told = orders.findIndex(
        (one) => (one.oid ?? payment.oid) === payment.oid && (one.amount ?? payment.amount) === payment.amount,
      );
      const [ordered] = told < 0 ? [] : orders.splice(told, 1);
      const success = await callbacks.carryOut(payment, ordered?.behaviour ?? chosen.behaviour);
      page(response, donePage(payment, success));
    });

    app.get('/api/payments/:oid', (request, response) => {
      response.json({ transactions: store.find(request.params.oid)?.transactions ?? [] });
    });
    const found = (oid: string, id: string): { payment: Payment; transaction: Transaction } | undefined => {
      const payment = store.find(oid);
      const transaction = payment?.transactions.find((one) => one.transaction === id);
      return payment === undefined || transaction === undefined ? undefined : { payment, transaction };
    };
    app.post('/api/payments/:oid/transactions/:id/capture', (request, response) => {
      const one = found(request.params.oid, request.params.id);
      if (one === undefined) return problem(response, 404, 'no such transaction');
      if (one.transaction.state === 'authorised') one.transaction.state = 'captured';
      if (one.transaction.state !== 'captured') return problem(response, 409, `it is ${one.transaction.state}`);
      store.save();
      response.json(one.transaction);
    });
    app.post('/api/payments/:oid/transactions/:id/refund', (request, response) => {
      const one = found(request.params.oid, request.params.id);
      if (one === undefined) return problem(response, 404, 'no such transaction');
      const asked = read(amountSchema, request.body, response);
      if (asked === undefined) return;
      const { payment, transaction } = one;
      if (transaction.state === 'authorised' && asked.amount === transaction.amount) transaction.state = 'voided';
      else if (transaction.state !== 'captured' || transaction.refunded + asked.amount > transaction.amount)
        return problem(
          response,
          409,
          `it is ${transaction.state}, ${transaction.refunded} of ${transaction.amount} went back`,
        );
      else transaction.refunded += asked.amount;
      payment.refunds += 1;
      store.save();
      response.json(transaction);
    });

    app.get('/payments', (_request, response) => void response.json({ payments: store.all() }));
    app.post('/payments/:oid/deliver', async (request, response) => {
      const payment = store.find(request.params.oid);
      const last = payment?.transactions.at(-1);
      if (payment === undefined || last === undefined)
        return problem(response, 404, 'no such payment, or nobody has paid');
      await callbacks.send(payment, last);
      response.json(payment);
    });
    app.put('/behaviours', (request, response) => {
      const order = read(orderSchema, request.body, response);
      if (order === undefined) return;
      orders.push(order);
      response.status(204).end();
    });
    app.get('/', (_request, response) => page(response, listPage(store.all())));
  });
}
