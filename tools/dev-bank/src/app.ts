import { assetHeaders, findAsset, pageHeaders } from '@jamaa/dev-issuer/page';
import express, { type ErrorRequestHandler, type Express, type Response } from 'express';
import { z } from 'zod';
import { Callbacks } from './callback.ts';
import { donePage, errorPage, listPage, payPage } from './page.ts';
import { sealOf } from './seal.ts';
import { behaviours, type Payment, type PaymentStore, type Transaction } from './store.ts';

const behaviour = z.enum(behaviours);
const chosenSchema = z.object({ behaviour });
const orderSchema = z.strictObject({ oid: z.string().max(64).optional(), amount: z.int().optional(), behaviour });
const faultSchema = z.strictObject({ calls: z.int().min(0).max(1_000) });
const amountSchema = z.strictObject({ amount: z.int().min(1) });
const formSchema = z.record(z.string().max(60), z.string().max(500));

const problem = (response: Response, status: number, detail: string): void => {
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', status, detail }));
};

function read<S extends z.ZodType>(schema: S, input: unknown, response: Response): z.output<S> | undefined {
  const parsed = schema.safeParse(input ?? {});
  if (parsed.success) return parsed.data;
  problem(response, 400, parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  return undefined;
}

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
  const app = express();
  const callbacks = new Callbacks(store, storeKey);
  const orders: z.output<typeof orderSchema>[] = [];
  let failing = 0;
  app.disable('x-powered-by');
  app.use(express.json(), express.urlencoded({ extended: false }));
  app.get('/healthz', (_request, response) => void response.json({ status: 'ok' }));
  const page = (response: Response, text: string, status = 200): void =>
    void response.set(pageHeaders).status(status).type('html').send(text);

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

  app.use('/api', (request, response, next) => {
    if (request.get('authorization') !== `Bearer ${key}`) return problem(response, 401, 'a bearer key is required');
    if (failing === 0) return next();
    failing -= 1;
    problem(response, 503, 'told to fail');
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
  app.put('/faults', (request, response) => {
    const fault = read(faultSchema, request.body, response);
    if (fault === undefined) return;
    failing = fault.calls;
    response.status(204).end();
  });
  app.get('/', (_request, response) => page(response, listPage(store.all())));
  app.get('/assets/:file', (request, response, next) => {
    const asset = findAsset(request.originalUrl, {});
    if (!asset) return next();
    response.set(assetHeaders).type(asset.type).send(asset.body);
  });
  app.use((_request, response) => problem(response, 404, 'no such resource'));
  app.use(unexpected);
  return app;
}

const unexpected: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) return next(error);
  const status = Number.isInteger(error?.status) ? Number(error.status) : 500;
  if (status >= 500) process.stderr.write(`dev-bank: ${error instanceof Error ? error.stack : String(error)}\n`);
  problem(response, status, status < 500 && error instanceof Error ? error.message : 'unexpected failure');
};
