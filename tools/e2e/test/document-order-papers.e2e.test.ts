import { type Answer, type Call, call, gateway, tokenOf } from '@jamaa/e2e';
import { textOf } from '@jamaa/typesetting/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { pay } from './support/bank.ts';
import { documentOrder } from './support/document-order-routes.ts';
import { expectProblem } from './support/problem.ts';
import { freshCitizen } from './support/tokens.ts';

const orders = '/v1/document-orders';
let token: string;
let reference: string;
beforeAll(async () => {
  token = await freshCitizen();
  reference = (await call('POST', orders, { token, body: documentOrder })).body.reference;
});

const as = async (account: string, method: string, path: string, o: Call = {}): Promise<Answer> =>
  call(method, path, { ...o, token: await tokenOf(account) });
const erase = (account: string, body: object) => as(account, 'POST', `${orders}/${reference}/erase`, { body });

async function paid(): Promise<void> {
  const { body } = await call('POST', `${orders}/${reference}/payment`, { token, body: {} });
  await pay(body.fields, 'approve');
}

describe('the receipt of a payment', () => {
  it('is a PDF in Arabic or French for whoever paid, once they have', async () => {
    const path = `${orders}/${reference}/receipt`;
    expectProblem(await call('GET', path, { token }), 'command-not-allowed');
    await paid();
    const { number } = (await call('GET', `${orders}/${reference}`, { token })).body.receipt;
    for (const [language, words] of [
      ['fr', 'Reçu de paiement'],
      ['ar', 'وصل الأداء'],
    ] as const) {
      const got = await fetch(`${gateway}${path}?language=${language}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      expect([got.status, got.headers.get('content-type')]).toEqual([200, 'application/pdf']);
      const text = await textOf(Buffer.from(await got.arrayBuffer()), language === 'ar' ? 'right' : 'left');
      for (const part of [words, number, '20,00']) expect(text).toContain(part);
    }
    expect((await call('GET', `${path}?language=en`, { token })).status).toBe(422);
    expectProblem(await call('GET', path, { token: await freshCitizen() }), 'not-found');
  });
});

describe('what was told with an order', () => {
  it('is exported to its person alone, with the bureau that looked', async () => {
    const bureau = '03.451.01.09-1';
    await as('registrar.sefrou', 'GET', `${orders}/${reference}/work?bureau=${bureau}`);
    const { body } = await call('POST', '/v1/me/document-orders/data-export', { token, body: {} });
    expect(body.orders).toMatchObject([
      { order: { reference }, applicantNationalId: 'CB112233', seen: [{ bureau, at: expect.any(String) }] },
    ]);
    const other = await call('POST', '/v1/me/document-orders/data-export', { token: await freshCitizen(), body: {} });
    expect(other.body.orders).toEqual([]);
  });

  it('is erased at an administrator’s word when the order is over, which stands in the register; its person finds it no more', async () => {
    const reason = { reason: 'person-request', legalBasis: 'Loi 09-08, art. 8' };
    expectProblem(await erase('admin.fes', reason), 'command-not-allowed');
    expectProblem(await erase('registrar.sefrou', reason), 'not-found');
    reference = (await call('POST', orders, { token, body: documentOrder })).body.reference;
    await call('POST', `${orders}/${reference}/cancel`, { token, body: {} });
    const personal = await erase('admin.fes', { ...reason, legalBasis: 'CB112233' });
    expect(personal.body.errors).toMatchObject([{ path: 'legalBasis', code: 'personal-data' }]);
    const { status, body } = await erase('admin.fes', reason);
    expect([status, body]).toEqual([200, { reference, erasure: expect.any(Number) }]);
    expectProblem(await call('GET', `${orders}/${reference}`, { token }), 'not-found');
    const register = await as('admin.fes', 'GET', `${orders}/deletion-register?after=${body.erasure - 1}`);
    expect(register.body).toMatchObject({
      intact: true,
      erasures: [{ what: 'order', rule: 'person-request', count: 1 }],
    });
    expectProblem(await as('registrar.sefrou', 'GET', `${orders}/deletion-register`), 'forbidden');
  });
});
