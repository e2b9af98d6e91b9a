import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBank } from '@jamaa/dev-bank';
import { startPost } from '@jamaa/dev-post';
import { type Caller, connectMongo, createCallerSigner, createRpcClient, migrate, type Rpc } from '@jamaa/kit';
import { type Child, createSuite, type Suite, startChild, until } from '@jamaa/kit/testing';
import {
  DocumentOrdersServiceClient,
  type Order,
  OrderItem,
  PlaceOrderRequest,
} from '@jamaa/proto/document_orders/v1/document_orders';
import { type Connection, mongo as driver } from 'mongoose';
import { migrationPlan } from '../../src/store/indexes.ts';
import { type OrderRow, orderRows } from '../../src/store/order-row.ts';
import { type RegistryStub, sefrou, startDirectory, startRegistry } from './peers.ts';

const { BSON } = driver;
const main = join(import.meta.dirname, '../../src/main.ts');
const storeKey = 'a|store\\key';
const key = 'a-key-for-tests';
const shop = '600000001';

export type Api = Rpc<DocumentOrdersServiceClient>;
export const person = (subject: string): Caller => ({ kind: 'account', subject, client: 'portal', acr: 'simple' });
export const notifications: Caller = { kind: 'service', service: 'notifications' };

interface BankPayment {
  readonly oid: string;
  readonly refunds: number;
  readonly transactions: readonly { readonly transaction: string; readonly state: string; readonly refunded: number }[];
  readonly callbacks: readonly { readonly code: string; readonly answer: string }[];
}

export interface Orders {
  readonly child: Child;
  as(caller: Caller): Api;
}

export interface World {
  readonly suite: Suite;
  readonly mongo: Connection;
  readonly registry: RegistryStub;
  /** Starts one more process of the service; the bank's callbacks go to the newest. */
  start(more?: Record<string, string>): Promise<Orders>;
  row(reference: string): Promise<OrderRow>;
  /** Posts the form of a payment to the bank's page and pays as `behaviour` says. */
  pay(
    form: { readonly fields: readonly { readonly name: string; readonly value: string }[] },
    behaviour: string,
  ): Promise<void>;
  bankPayment(oid: string): Promise<BankPayment>;
  deliver(oid: string): Promise<void>;
  envelopeStatus(trackingNumber: string, status: string): Promise<void>;
  envelopes(): Promise<{
    readonly envelopes: readonly { readonly key: string; readonly trackingNumber: string; readonly grams: number }[];
  }>;
  /** Everything in a collection as bytes read as UTF-8, so that what is encoded is seen too. */
  stored(collection: string): Promise<string>;
  faults(of: 'bank' | 'post', calls: number): Promise<void>;
  close(): Promise<void>;
}

/** document-orders as a process, with a double of the bank and of the post, over real wires. */
export async function createWorld(): Promise<World> {
  const suite = await createSuite();
  const env = suite.env('document-orders');
  await migrate(migrationPlan, env);
  const mongo = await connectMongo({ uri: env.MONGODB_URI, database: env.MONGODB_DATABASE ?? '', appName: 'test' });
  const [directory, registry] = [await startDirectory(suite), await startRegistry(suite)];
  const folder = await mkdtemp(join(tmpdir(), 'orders-'));
  await Promise.all([writeFile(join(folder, 'store-key'), `${storeKey}\n`), writeFile(join(folder, 'key'), key)]);
  const host = '127.0.0.1';
  const bank = await startBank({ port: 0, host, dataDirectory: folder, clientId: shop, storeKey, key });
  const post = await startPost({ port: 0, host, dataDirectory: folder, key });
  const urls = { bank: bank.listening['http'] ?? '', post: post.listening['http'] ?? '' };
  const children: Child[] = [];
  const closers: (() => void)[] = [];
  let newest: Orders | undefined;
  /** Stands in for the gateway, which turns the bank's form into a call. */
  const edge = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += String(part);
    const fields = [...new URLSearchParams(body)].map(([name, value]) => ({ name, value }));
    const answer = await newest
      ?.as({ kind: 'anonymous', client: 'public' })
      .receivePayment({ fields }, { token: '' })
      .catch(() => undefined);
    response.statusCode = answer === undefined ? 503 : 200;
    response.end(answer?.answer ?? '');
  });
  await new Promise<void>((resolve) => edge.listen(0, host, resolve));
  const publicUrl = `http://${host}:${(edge.address() as AddressInfo).port}`;
  const json = async (url: string, method = 'GET', body?: object): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  return {
    suite,
    mongo,
    registry,
    async start(more = {}) {
      const variables = suite.variables('document-orders', {
        DIRECTORY_ADDRESS: directory.address,
        CIVIL_REGISTRY_ADDRESS: registry.address,
        PUBLIC_URL: publicUrl,
        BANK_PAGE_URL: `${urls.bank}/pay`,
        BANK_CLIENT_ID: shop,
        BANK_STORE_KEY_FILE: join(folder, 'store-key'),
        BANK_API_URL: `${urls.bank}/api`,
        BANK_API_KEY_FILE: join(folder, 'key'),
        POST_API_URL: `${urls.post}/api`,
        POST_API_KEY_FILE: join(folder, 'key'),
        LOG_LEVEL: 'info',
        JOB_POLL_MS: '50',
        TRACK_POLL_MS: '50',
        CHECK_AFTER_MS: '200',
        RETRY_BASE_MS: '50',
        ...more,
      });
      const child = startChild(main, variables);
      children.push(child);
      const ports = await until('listening', () => {
        if (child.process.exitCode !== null) throw new Error(`ended: ${child.stderr()}${child.stdout()}`);
        const line = child
          .stdout()
          .split('\n')
          .find((one) => one.includes('"listening"'));
        return line !== undefined && (JSON.parse(line) as { rpc: number });
      });
      const client = createRpcClient(DocumentOrdersServiceClient, `${host}:${ports.rpc}`);
      closers.push(() => client.close());
      newest = { child, as: (caller) => onBehalf(suite, client.call, caller) };
      return newest;
    },
    async row(reference) {
      const found = await orderRows(mongo).findOne({ reference });
      if (found === null) throw new Error(`no order ${reference}`);
      return found;
    },
    async pay({ fields }, behaviour) {
      const body = new URLSearchParams(fields.map(({ name, value }): [string, string] => [name, value]));
      const page = await fetch(`${urls.bank}/pay`, { method: 'POST', body });
      if (!page.ok) throw new Error(`the bank's page answers ${page.status}`);
      const oid = body.get('oid') ?? '';
      await fetch(`${urls.bank}/pay/${oid}`, { method: 'POST', body: new URLSearchParams({ behaviour }) });
    },
    async bankPayment(oid) {
      const { payments } = (await json(`${urls.bank}/payments`)) as { payments: BankPayment[] };
      const found = payments.find((one) => one.oid === oid);
      if (found === undefined) throw new Error(`the bank knows no ${oid}`);
      return found;
    },
    deliver: async (oid) => void (await json(`${urls.bank}/payments/${oid}/deliver`, 'POST')),
    envelopeStatus: async (number, status) =>
      void (await json(`${urls.post}/envelopes/${number}/status`, 'POST', { status })),
    envelopes: async () => (await json(`${urls.post}/envelopes`)) as Awaited<ReturnType<World['envelopes']>>,
    async stored(name) {
      const rows = await mongo.collection(name).find({}).toArray();
      return Buffer.from(BSON.serialize({ rows })).toString('utf8');
    },
    faults: async (of, calls) => void (await json(`${urls[of]}/faults`, 'PUT', { calls })),
    async close() {
      for (const close of closers) close();
      await Promise.all(children.map((child) => child.kill()));
      await new Promise((resolve) => edge.close(resolve));
      await Promise.all([bank.close(), post.close(), directory.close(), registry.close()]);
      await mongo.dropDatabase();
      await mongo.close();
      await rm(folder, { recursive: true });
    },
  };
}

function onBehalf(suite: Suite, call: Api, caller: Caller): Api {
  return new Proxy(call, {
    get: (target, name) => async (request: never) => {
      const signer = await createCallerSigner(suite.secretsDir, caller.kind === 'service' ? caller.service : 'gateway');
      const method = Reflect.get(target, name) as (request: never, options: object) => Promise<unknown>;
      return method(request, { token: await signer.mint(caller, 'document-orders'), deadlineMs: 30_000 });
    },
  });
}

export const item = (change: Partial<OrderItem> = {}): OrderItem =>
  OrderItem.fromPartial({
    kind: 'extract',
    bureauId: sefrou,
    copies: 1,
    language: 'ar',
    actKind: 'birth',
    year: 1990,
    number: 12,
    firstNames: 'زليخة',
    familyName: 'المسعودي',
    birthDate: '1990-01-31',
    nationalId: 'CD987354',
    relation: 'self',
    ...change,
  });

export const wish = (change: Partial<PlaceOrderRequest> = {}): PlaceOrderRequest =>
  PlaceOrderRequest.fromPartial({
    language: 'ar',
    applicantNationalId: 'CD987354',
    items: [item()],
    delivery: {
      name: 'زليخة المسعودي',
      lines: ['زنقة الأطلس، رقم 12'],
      postalCode: '31000',
      city: 'صفرو',
      country: 'MA',
      phone: '0661987354',
      email: 'zoulikha@example.org',
    },
    ...change,
  });

const none = { token: '' };

/** An order under way to the bank. */
export async function checkedOut(api: Api, change: Partial<PlaceOrderRequest> = {}) {
  const { order } = await api.placeOrder(wish(change), none);
  const reference = order?.reference ?? '';
  const form = await api.startPayment({ reference }, none);
  return { reference, form, oid: form.fields.find(({ name }) => name === 'oid')?.value ?? '' };
}

export async function paidOrder(world: World, api: Api, change: Partial<PlaceOrderRequest> = {}) {
  const started = await checkedOut(api, change);
  await world.pay(started.form, 'approve');
  return started;
}

export const stateOf = async (api: Api, reference: string): Promise<Order> => {
  const { order } = await api.getOrder({ reference }, none);
  if (order === undefined) throw new Error('no order');
  return order;
};

/** The code of the error with which a call ends, and of the field it names; `ok` when it does not. */
export const endOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'ok',
    (error: { code?: string; fields?: readonly { path: string; code: string }[] }) =>
      [error.code ?? String(error), ...(error.fields ?? []).map(({ path, code }) => `${path}:${code}`)].join(' '),
  );
