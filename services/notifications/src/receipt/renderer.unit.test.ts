import { Complaint } from '@jamaa/proto/intake/v1/intake';
import { textOf } from '@jamaa/typesetting/testing';
import { describe, expect, it } from '@jest/globals';
import { createReceiptRenderer } from './renderer.ts';

const receipts = createReceiptRenderer();
const complaint = Complaint.fromPartial({
  snapshot: {
    reference: '03-26-7K3Q9M-C',
    kind: 'COMPLAINT_KIND_RECLAMATION',
    channel: 'CHANNEL_WEB',
    category: 'ECL',
    receivedAt: new Date('2026-11-02T09:05:00Z'),
    dueAt: new Date('2027-01-01T23:00:00Z'),
  },
  commune: { code: '03.231.01.0', name: { ar: 'فاس', fr: 'Fès' } },
  categoryName: { ar: 'الإنارة العمومية', fr: 'Éclairage public' },
  dueExplanation: { ar: 'الأجل: 60 يوما.', fr: 'Délai : 60 jours calendaires.' },
});
const common = { complaint, portal: 'https://jamaa.ma' };

describe('the receipt', () => {
  it('in Arabic can be read and copied: CT, name, reference, subject, due date, decree', async () => {
    const pdf = receipts.render({ ...common, language: 'ar', name: 'أمينة برادة', letterhead: 'جماعة فاس' });
    const text = await textOf(pdf, 'right');
    for (const part of ['جماعة فاس', 'أمينة برادة', '03-26-7K3Q9M-C', 'الإنارة العمومية', 'فاتح يناير', '2.17.265'])
      expect(text).toContain(part);
  });

  it('in French', async () => {
    const text = await textOf(
      receipts.render({ ...common, language: 'fr', name: 'Amina Berrada', letterhead: 'Commune de Fès' }),
    );
    for (const part of [
      'Commune de Fès',
      'Amina Berrada',
      '03-26-7K3Q9M-C',
      'Éclairage public',
      'vendredi 1er janvier 2027',
      'lundi 2 novembre 2026 à 10:05',
      '60 jours calendaires',
      '2-17-265',
    ])
      expect(text).toContain(part);
  });

  it('is an archival PDF, the same each time', () => {
    const input = { ...common, language: 'ar', name: 'أمينة برادة', letterhead: 'جماعة فاس' } as const;
    const pdf = receipts.render(input);
    expect(pdf.toString('latin1')).toMatch(/<pdfaid:part>2<\/pdfaid:part><pdfaid:conformance>B/);
    expect(receipts.render(input).equals(pdf)).toBe(true);
  });

  it('of an observation promises no legal delay', async () => {
    const { snapshot } = complaint;
    const observation = Complaint.fromPartial({
      ...complaint,
      snapshot: { ...snapshot, kind: 'COMPLAINT_KIND_OBSERVATION', dueAt: undefined },
    });
    const text = await textOf(
      receipts.render({ ...common, complaint: observation, language: 'fr', name: '', letterhead: 'Commune de Fès' }),
    );
    expect(text).toContain('Le délai légal ne s’applique pas');
    expect(text).not.toContain('Réponse au plus tard');
  });

  it.each([
    ['Tifinagh', 'ⴰⵎⵉⵏⴰ', 'ⴰⵎⵉⵏⴰ'],
    ['a script that no font of ours draws', '漢字 Amina', '?? Amina'],
    ['a picture', 'Amina 😀', 'Amina ?'],
    ['control and direction characters', 'Ami\u0000na \u202eB', 'Amina B'],
    ['markup', '#panic("x") *Amina* $x$', '#panic("x") *Amina* $x$'],
  ])('draws a name with %s', async (_what, name, shown) => {
    expect(await textOf(receipts.render({ ...common, language: 'fr', name, letterhead: 'Commune de Fès' }))).toContain(
      shown,
    );
  });

  it('leaves the name out rather than fail on a letter that the fonts lack', async () => {
    const text = await textOf(receipts.render({ ...common, language: 'fr', name: 'Ꜳꟼ', letterhead: 'Commune de Fès' }));
    expect(text).toContain('03-26-7K3Q9M-C');
  });
});
