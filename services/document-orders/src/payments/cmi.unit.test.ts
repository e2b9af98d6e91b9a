import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cmi } from './cmi.ts';
import { cmiHash } from './cmi-hash.ts';
import { centimes, dirhams } from './money.ts';

const storeKey = 'TEST|12\\34';
const port = cmi({
  clientId: '600001',
  storeKey,
  pageUrl: 'https://bank.example/pay',
  publicUrl: 'https://jamaa.example',
});
const attempt = {
  oid: 'D-03-26-7K3Q9M-C-1',
  amount: 2_050,
  reference: 'D-03-26-7K3Q9M-C',
  language: 'fr',
  name: 'Aïcha | El \\ Fassi',
  email: 'a@example.org',
};
const sealed = (fields: Record<string, string>) =>
  new Map(Object.entries({ ...fields, HASH: cmiHash(Object.entries(fields), storeKey) }));
const callback = {
  clientid: '600001',
  oid: attempt.oid,
  amount: '20.50',
  currency: '504',
  ProcReturnCode: '00',
  Response: 'Approved',
  TransId: '26061Bank01',
  maskedCreditCard: '5453***5539',
};

describe('the seal', () => {
  it('is that of another implementation: sorted without case, escaped, UTF-8, SHA-512, base64', () => {
    const fields = { oid: 'A|1', amount: '20.00', BillToName: 'عائشة', clientid: '6\\7', encoding: 'UTF-8', HASH: 'x' };
    // By name: amount, BillToName, clientid, oid; then the key.
    // printf '%s' '20.00|عائشة|6\\7|A\|1|TEST\|12\\34' | openssl dgst -sha512 -binary | base64
    expect(cmiHash(Object.entries(fields), storeKey)).toBe(
      'N4Xr7RKQFa6zWmrpHywvQCAD9sKmY5CcYmGyqJXBruWu+B4ohJjqYOXSerQ0+YukLAyWkpZnmRH1uUhBJ83CTQ==',
    );
  });
  it('does not depend on the order in which fields come', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(Object.entries(callback), { minLength: 8 }), (entries) => {
        expect(cmiHash(entries, storeKey)).toBe(cmiHash(Object.entries(callback), storeKey));
      }),
    );
  });
});

describe('the form for the bank', () => {
  it('has what a hosted payment needs, sealed, and nothing of a card', () => {
    const { action, fields } = port.form(attempt);
    expect(action).toBe('https://bank.example/pay');
    expect(fields).toMatchObject({
      storetype: '3D_PAY_HOSTING',
      trantype: 'PreAuth',
      currency: '504',
      amount: '20.50',
      hashAlgorithm: 'ver3',
      callbackUrl: 'https://jamaa.example/v1/payments/cmi/callback',
    });
    const { HASH, ...rest } = fields;
    expect(HASH).toBe(cmiHash(Object.entries(rest), storeKey));
    expect(Object.keys(fields).filter((name) => /pan|card|cv|expir/i.test(name))).toEqual([]);
    expect(JSON.stringify(fields)).not.toContain(storeKey);
  });
});

describe('a callback', () => {
  it('sealed and approved is believed', () =>
    expect(port.verify(sealed(callback))).toEqual({
      oid: attempt.oid,
      amount: 2_050,
      approved: true,
      transaction: '26061Bank01',
    }));
  it('with any code but 00 is a refusal', () =>
    expect(port.verify(sealed({ ...callback, ProcReturnCode: '51' }))).toMatchObject({ approved: false }));
  it.each(Object.keys(callback))('whose %s was changed on the way is not believed', (name) => {
    const fields = sealed(callback);
    fields.set(name, `${fields.get(name)}1`);
    expect(port.verify(fields)).toBeUndefined();
  });
  it.each([
    ['no seal', new Map(Object.entries(callback))],
    [
      'the seal of another key',
      new Map([...Object.entries(callback), ['HASH', cmiHash(Object.entries(callback), 'other')]]),
    ],
    ['another shop', sealed({ ...callback, clientid: '600002' })],
    ['another currency', sealed({ ...callback, currency: '978' })],
    ['no amount', sealed({ ...callback, amount: 'twenty' })],
    ['nothing at all', new Map<string, string>()],
  ])('with %s is not believed', (_name, fields) => expect(port.verify(fields)).toBeUndefined());
});

describe('amounts', () => {
  it('go out and come back whole', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), (amount) =>
        expect(centimes(dirhams(amount))).toBe(amount),
      ),
    );
  });
  it.each([
    ['20', 2_000],
    ['20.5', 2_050],
    ['20,50', 2_050],
    ['20.505', undefined],
    ['-1', undefined],
    ['1e3', undefined],
    ['', undefined],
  ])('%s is %p', (text, amount) => expect(centimes(text)).toBe(amount));
});
