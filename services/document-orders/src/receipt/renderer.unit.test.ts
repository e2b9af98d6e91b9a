import { textOf } from '@jamaa/typesetting/testing';
import { afterAll, describe, expect, it } from '@jest/globals';
import { basket } from '../../test/support/basket.ts';
import { createReceiptRenderer } from './renderer.ts';
import type { ReceiptInput } from './view.ts';

const renderer = createReceiptRenderer();
afterAll(() => renderer.close());

const payment = { transaction: '26325-77', oid: 'D-03-26-7K3Q9M-C-1', amount: 4_900 };
const input: ReceiptInput = {
  language: 'fr',
  reference: 'D-03-26-7K3Q9M-C',
  receipt: { number: '2026/000017', at: new Date('2026-12-01T11:30:00Z') },
  payment,
  name: 'Sanae Ouazzani',
  order: {
    ...basket,
    refunds: [
      { id: 'r1', ...payment, amount: 500, reason: 'item-rejected', state: 'done' },
      { id: 'r2', ...payment, transaction: 'another', amount: 4_900, reason: 'double-payment', state: 'done' },
    ],
  },
};

describe('the receipt of a payment', () => {
  it('in French says what was paid, when, by whom, and what went back of it', async () => {
    const text = await textOf(await renderer.render(input));
    const parts = [
      'Reçu de paiement',
      '2026/000017',
      'Sanae Ouazzani',
      '1 décembre 2026',
      '26325-77',
      'Extrait d’acte',
    ];
    for (const part of [...parts, '4,00', '18,00', '49,00', '−5,00']) expect(text.replaceAll("'", '’')).toContain(part);
    expect(text).not.toContain('double');
  });

  it('in Arabic', async () => {
    const text = await textOf(await renderer.render({ ...input, language: 'ar', name: 'سناء الوزاني' }), 'right');
    for (const part of ['وصل الأداء', 'سناء الوزاني', '2026/000017', 'نسخة موجزة', '49,00'])
      expect(text).toContain(part);
  });

  it('is archival, the same each time, and drawn also with a name that no font has', async () => {
    const pdf = await renderer.render(input);
    expect(pdf.toString('latin1')).toMatch(/<pdfaid:part>2<\/pdfaid:part><pdfaid:conformance>B/);
    expect(await renderer.render(input)).toEqual(pdf);
    expect((await renderer.render({ ...input, name: '漢字 #strong[x]' })).length).toBeGreaterThan(1_000);
  });
});
