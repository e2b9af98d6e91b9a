import { call, gateway, messagesWith, tokenOf } from '@jamaa/e2e';
import { until } from '@jamaa/kit/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { pay } from './support/bank.ts';
import { documentOrder } from './support/document-order-routes.ts';
import { expectProblem } from './support/problem.ts';
import { freshCitizen } from './support/tokens.ts';

const orders = '/v1/document-orders';
let token: string;
beforeAll(async () => {
  token = await freshCitizen();
});

const placed = async (): Promise<string> => {
  const answer = await call('POST', orders, { token, body: documentOrder });
  expect(answer.status).toBe(201);
  return answer.body.reference;
};
const order = async (reference: string) => (await call('GET', `${orders}/${reference}`, { token })).body;

describe('an order of documents', () => {
  it('is priced, put into a basket, paid at the bank, and with its bureau: moved by the bank’s callback alone', async () => {
    const tariffs = await call('GET', `${orders}/tariffs`);
    expect(tariffs.body).toMatchObject({
      currency: 'MAD',
      documents: expect.arrayContaining([{ kind: 'extract', price: 200 }]),
    });
    const { kind, bureauId } = documentOrder.items[0] ?? {};
    const quote = await call('POST', `${orders}/quotes`, { body: { items: [{ kind, bureauId }] } });
    expect(quote.body).toMatchObject({ total: 2_000, currency: 'MAD' });

    const reference = await placed();
    expect(await order(reference)).toMatchObject({ status: 'basket', total: 2_000 });
    const { body } = await call('POST', `${orders}/${reference}/payment`, { token, body: {} });
    expect(body.order.status).toBe('awaiting-payment');

    // The browser comes back before anybody has paid: a page, and nothing else.
    const back = await fetch(body.fields.okUrl, {
      method: 'POST',
      body: new URLSearchParams({ Response: 'Approved' }),
    });
    expect(await back.text()).toContain('Le paiement est vérifié auprès de la banque');
    expect((await order(reference)).status).toBe('awaiting-payment');

    expect(await pay(body.fields, 'approve')).toContain(`${new URL(body.fields.okUrl).pathname}`);
    expect(await order(reference)).toMatchObject({
      status: 'sent-to-bureau',
      receipt: { amount: 2_000, number: expect.stringMatching(/^\d{4}\/\d{6}$/) },
    });
    const [told] = await until('told of it', async () => {
      const found = await messagesWith(reference);
      return found.length > 0 && found;
    });
    expect(told).toMatchObject({ channel: 'email', to: [documentOrder.delivery.email] });
    expect(told?.text).toContain('20,00 درهم');
  });

  it('is another person’s to nobody', async () => {
    const reference = await placed();
    const stranger = await freshCitizen();
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['POST', '/payment', {}],
      ['POST', '/cancel', {}],
    ] as const)
      expectProblem(await call(method, `${orders}/${reference}${path}`, { token: stranger, body }), 'not-found');
    expect((await call('GET', orders, { token: stranger })).body.orders).toEqual([]);
  });

  it('gives a double payment back', async () => {
    const reference = await placed();
    const { body } = await call('POST', `${orders}/${reference}/payment`, { token, body: {} });
    await pay(body.fields, 'double');
    await until('given back', async () => (await order(reference)).refunds[0]?.state === 'done');
    expect(await order(reference)).toMatchObject({ status: 'sent-to-bureau', refunds: [{ reason: 'double-payment' }] });
  });

  it('sent twice under one key is one order', async () => {
    const headers = { 'idempotency-key': `order-${reference()}` };
    const [first, second] = [
      await call('POST', orders, { token, body: documentOrder, headers }),
      await call('POST', orders, { token, body: documentOrder, headers }),
    ];
    expect(second.body).toEqual(first.body);
    const other = { ...documentOrder, language: 'fr' };
    expectProblem(await call('POST', orders, { token, body: other, headers }), 'idempotency-mismatch');
  });

  it('can be changed in the basket by who has seen it, and given up', async () => {
    const one = await placed();
    const [item] = documentOrder.items;
    const body = { items: [item, { ...item, kind: 'full-copy', copies: 2 }], delivery: documentOrder.delivery };
    const headers = { 'if-match': '"v1"' };
    const changed = await call('PUT', `${orders}/${one}`, { token, body, headers });
    expect(changed.body).toMatchObject({ version: 2, total: 200 + 1_000 + 2_200 });
    expectProblem(await call('PUT', `${orders}/${one}`, { token, body, headers }), 'version-conflict');
    expect((await call('POST', `${orders}/${one}/cancel`, { token, body: {} })).body.status).toBe('cancelled');
    expectProblem(await call('POST', `${orders}/${one}/payment`, { token, body: {} }), 'command-not-allowed');
  });
});

describe('the bureau', () => {
  const queue = `${orders}/queue?bureau=03.451.01.09-1`;
  const paid = async (): Promise<string> => {
    const one = await placed();
    const { body } = await call('POST', `${orders}/${one}/payment`, { token, body: {} });
    await pay(body.fields, 'approve');
    return one;
  };

  it('has what is paid in its queue, without names; reads one, asks, is answered, and rejects: the money goes back', async () => {
    const registrar = await tokenOf('registrar.sefrou');
    const one = await paid();
    const { body: listed } = await call('GET', queue, { token: registrar });
    expect(listed.orders.map((found: { reference: string }) => found.reference)).toContain(one);
    expect(JSON.stringify(listed)).not.toMatch(/الوزاني|661222333|CB112233/);
    const { body: seen } = await call('GET', `${orders}/${one}/work?bureau=03.451.01.09-1`, { token: registrar });
    expect(seen).toMatchObject({ contents: [{ familyName: 'الوزاني' }], applicantNationalId: 'CB112233' });

    const item = `${orders}/${one}/items/i1`;
    await call('POST', `${item}/ask-complement`, { token: registrar, body: { text: 'ما اسم الأب؟' } });
    expect(await order(one)).toMatchObject({ status: 'complement', items: [{ message: 'ما اسم الأب؟' }] });
    const answered = await call('POST', `${item}/complement`, { token, body: { text: 'أحمد' } });
    expect(answered.body.status).toBe('sent-to-bureau');
    const rejection = { reason: 'data-wrong', text: 'لا يطابق السجل' };
    expect((await call('POST', `${item}/reject`, { token: registrar, body: rejection })).status).toBe(200);
    await until('refunded', async () => (await order(one)).status === 'refunded');
    expect(await order(one)).toMatchObject({ refunds: [{ amount: 2_000, state: 'done' }] });
    expectProblem(await call('POST', `${item}/reject`, { token: registrar, body: rejection }), 'command-not-allowed');
  });

  it('is for its own staff alone', async () => {
    const one = await paid();
    for (const who of [token, await tokenOf('clerk.sefrou'), await tokenOf('governor.sefrou')]) {
      expectProblem(await call('GET', queue, { token: who }), 'forbidden');
      expectProblem(await call('POST', `${orders}/${one}/items/i1/produce`, { token: who, body: {} }), 'forbidden');
      expectProblem(
        await call('POST', `${orders}/${one}/hand-to-post`, { token: who, body: { bureau: '03.451.01.09-1' } }),
        'forbidden',
      );
    }
  });
});

const reference = (): string => Math.random().toString(36).slice(2);
const [first] = documentOrder.items;
const withItem = (change: object) => ({ ...documentOrder, items: [{ ...first, ...change }] });
const withDelivery = (change: object) => ({ ...documentOrder, delivery: { ...documentOrder.delivery, ...change } });

describe('a bad order is refused with the field named, and leaves nothing', () => {
  it.each([
    ['an unknown document', withItem({ kind: 'life-certificate' }), 'items.0.kind'],
    ['no document', { ...documentOrder, items: [] }, 'items'],
    ['no copies', withItem({ copies: 0 }), 'items.0.copies'],
    ['too many copies', withItem({ copies: 21 }), 'items.0.copies'],
    ['a year to come', withItem({ year: 2100 }), 'items.0.year'],
    ['a day that is none', withItem({ birthDate: '1990-02-30' }), 'items.0.birthDate'],
    ['no name', withItem({ familyName: '  ' }), 'items.0.familyName'],
    ['another’s act as one’s own', withItem({ nationalId: 'AB1' }), 'items.0.nationalId'],
    ['a mandate without its paper', withItem({ relation: 'mandate' }), 'items.0.mandate'],
    [
      'a family’s sheet by a child’s right',
      withItem({ kind: 'fiche-familiale', relation: 'child' }),
      'items.0.relation',
    ],
    ['a bureau that cannot be one', withItem({ bureauId: '$ne' }), 'items.0.bureauId'],
    ['a national id that is none', { ...documentOrder, applicantNationalId: '123' }, 'applicantNationalId'],
    ['a telephone that is none', withDelivery({ phone: '12' }), 'delivery.phone'],
    ['an e-mail that is none', withDelivery({ email: 'a@b' }), 'delivery.email'],
    ['a country that is none', withDelivery({ country: '??' }), 'delivery.country'],
    ['a postal code that is none', withDelivery({ postalCode: '1' }), 'delivery.postalCode'],
    ['a card number', { ...documentOrder, cardNumber: '4000000000000000' }, 'cardNumber'],
  ])('%s', async (_name, body, path) => {
    const citizen = await freshCitizen();
    const answer = await call('POST', orders, { token: citizen, body });
    expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([422, path]);
    expect((await call('GET', orders, { token: citizen })).body.orders).toEqual([]);
  });
});

describe('the bank’s callback', () => {
  const send = async (body: string, type = 'application/x-www-form-urlencoded') => {
    const answer = await fetch(`${gateway}/v1/payments/cmi/callback`, {
      method: 'POST',
      body,
      headers: { 'content-type': type },
    });
    return [answer.status, (await answer.text()).slice(0, 40)];
  };
  it('without a seal, empty or of nonsense is not believed', async () => {
    expect(await send('')).toEqual([200, 'FAILURE']);
    expect(await send('oid=D-03-26-7K3Q9M-C-1&amount=20.00&ProcReturnCode=00&TransId=1&HASH=AAAA')).toEqual([
      200,
      'FAILURE',
    ]);
    expect(await send('%%%=%%%&HASH=')).toEqual([200, 'FAILURE']);
  });
  it('is a form, and not larger than one', async () => {
    expect((await send('{}', 'application/json'))[0]).toBe(415);
    expect((await send(`a=${'x'.repeat(70_000)}`))[0]).toBe(413);
  });
});
