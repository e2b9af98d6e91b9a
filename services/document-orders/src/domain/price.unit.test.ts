import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { priceOf, type Wanted } from './price.ts';
import { localDay, type Tariff, tariffOn, zoneOf } from './tariffs.ts';

const found = tariffOn('2026-03-02');
if (found === undefined) throw new Error('no tariff');
const { tariff } = found;
const extract = (bureau: string, copies = 1): Wanted => ({ kind: 'extract', bureau, copies });

describe('the price of an order', () => {
  it('one extract within the kingdom costs twenty dirhams', () =>
    expect(priceOf([extract('sefrou')], 'MA', tariff).total).toBe(2_000));
  it('each bureau sends an envelope of its own', () => {
    const priced = priceOf(
      [extract('sefrou', 2), { ...extract('fes'), kind: 'full-copy' }, extract('sefrou')],
      'MA',
      tariff,
    );
    expect(priced.items.map(({ price }) => price)).toEqual([400, 500, 200]);
    expect(priced.consignments).toEqual([
      { id: 'c1', bureau: 'sefrou', postage: 2_200, grams: 25 },
      { id: 'c2', bureau: 'fes', postage: 1_800, grams: 15 },
    ]);
    expect(priced.total).toBe(1_100 + 4_000);
  });
  it('further away and heavier costs more', () => {
    expect(priceOf([extract('sefrou')], 'FR', tariff).consignments[0]?.postage).toBe(5_500);
    expect(priceOf([extract('sefrou')], 'CA', tariff).consignments[0]?.postage).toBe(7_000);
    expect(priceOf([extract('sefrou', 20)], 'MA', tariff).consignments[0]).toMatchObject({
      grams: 110,
      postage: 4_500,
    });
  });
  it.each([
    [[], 'MA', 'items', 'required'],
    [Array.from({ length: 11 }, () => extract('sefrou')), 'MA', 'items', 'too-many'],
    [[{ ...extract('sefrou'), kind: 'life-certificate' }], 'MA', 'items.0.kind', 'unknown'],
    [[extract('sefrou', 0)], 'MA', 'items.0.copies', 'range'],
    [[extract('sefrou', 1.5)], 'MA', 'items.0.copies', 'range'],
    [[extract('sefrou', 21)], 'MA', 'items.0.copies', 'range'],
    [[extract('sefrou', 20), extract('sefrou', 20), extract('sefrou', 20)], 'MA', 'items', 'too-heavy'],
    [[extract('sefrou')], 'Maroc', 'delivery.country', 'unknown'],
  ] as const)('%#: names what is wrong', (wanted, country, path, code) =>
    expect(() => priceOf(wanted, country, tariff)).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ path, code })] }),
    ),
  );
  it('is the sum of its parts, in whole centimes, for every order', () => {
    const wanted = fc.record({
      kind: fc.constantFrom('extract', 'full-copy'),
      bureau: fc.constantFrom('a', 'b', 'c', 'd'),
      copies: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(
        fc.array(wanted, { minLength: 1, maxLength: 10 }),
        fc.constantFrom('MA', 'ES', 'US'),
        (all, country) => {
          const { items, consignments, total } = priceOf(all, country, tariff);
          const parts = [...items.map(({ price }) => price), ...consignments.map(({ postage }) => postage)];
          expect(parts.every(Number.isSafeInteger)).toBe(true);
          expect(total).toBe(parts.reduce((a, b) => a + b));
          expect(consignments.map(({ bureau }) => bureau).sort()).toEqual(
            [...new Set(all.map(({ bureau }) => bureau))].sort(),
          );
        },
      ),
    );
  });
});

describe('tariffs', () => {
  const next: Tariff = { ...tariff, id: 'next', from: '2027-01-01' };
  it('hold from their first day to the one before the next', () => {
    expect(tariffOn('2026-12-31', [tariff, next])).toMatchObject({ tariff: { id: '2026' }, until: '2027-01-01' });
    expect(tariffOn('2027-01-01', [tariff, next])).toEqual({ tariff: next });
    expect(tariffOn('2025-12-31', [tariff, next])).toBeUndefined();
  });
  it('begin with the local day', () => expect(localDay(new Date('2026-12-31T23:30:00Z'))).toBe('2027-01-01'));
  it.each([
    ['MA', 'morocco'],
    ['FR', 'maghreb-europe'],
    ['US', 'world'],
    ['ma', undefined],
    ['', undefined],
  ])('%s lies in %s', (country, zone) => expect(zoneOf(country)).toBe(zone));
});
