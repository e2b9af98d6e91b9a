import { Complaint } from '@jamaa/proto/intake/v1/intake';
import { textOf } from '@jamaa/typesetting/testing';
import { describe, expect, it } from '@jest/globals';
import { createReceiptRenderer } from '../receipt/renderer.ts';
import { isAnswered } from './view.ts';

const renderer = createReceiptRenderer();
const answered = Complaint.fromPartial({
  snapshot: {
    reference: '03-26-7K3Q9M-C',
    version: 9,
    kind: 'COMPLAINT_KIND_RECLAMATION',
    channel: 'CHANNEL_WEB',
    category: 'ECL',
    receivedAt: new Date('2026-11-02T09:05:00Z'),
  },
  commune: { code: '03.231.01.0', name: { ar: 'فاس', fr: 'Fès' } },
  categoryName: { ar: 'الإنارة العمومية', fr: 'Éclairage public' },
  answer: 'Le lampadaire n° 12 a été réparé.\nMerci de votre signalement.',
  timeline: [
    { event: 'submitted', version: 1 },
    { event: 'answered', version: 7 },
    { event: 'closed', version: 9 },
  ],
  signature: {
    capacity: 'delegate',
    decisionNumber: '12/2026',
    decisionDate: '2026-01-05',
    signedAt: new Date('2026-11-10T10:00:00Z'),
  },
});
const refused = Complaint.fromPartial({
  ...answered,
  answer: '',
  refusal: {
    reasonCode: 'before-court',
    legalBasis: 'المادة 5 من المرسوم',
    text: 'القضية معروضة على المحكمة الابتدائية بصفرو',
    missingFields: [],
  },
  signature: { ...answered.signature, capacity: 'president', decisionNumber: '' },
});
const common = { name: 'Amina Berrada', portal: 'https://jamaa.ma' };

describe('an answer as PDF', () => {
  it('in French can be copied out: letterhead, number, date, text, capacity with its arrêté, remedies with their delay', async () => {
    const pdf = renderer.renderAnswer({ ...common, complaint: answered, language: 'fr', letterhead: 'Commune de Fès' });
    const text = await textOf(pdf);
    for (const part of [
      'Commune de Fès',
      '03-26-7K3Q9M-C/7',
      'mardi 10 novembre 2026',
      'Le lampadaire n° 12 a été réparé.',
      'Merci de votre signalement.',
      'par délégation',
      'arrêté n° 12/2026 du 5 janvier 2026',
      'Institution du Médiateur du Royaume',
      'tribunal administratif',
      '60 jours',
      'Amina Berrada',
    ])
      expect(text).toContain(part);
    expect(pdf.toString('latin1')).toMatch(/<pdfaid:part>2<\/pdfaid:part><pdfaid:conformance>B/);
  });

  it('a refusal in Arabic names its reason in words, legal basis and remedies', async () => {
    const pdf = renderer.renderAnswer({ ...common, complaint: refused, language: 'ar', letterhead: 'جماعة صفرو' });
    const text = await textOf(pdf, 'right');
    for (const part of ['جماعة صفرو', 'معروض على القضاء', 'من المرسوم', 'وسيط', 'رئيس المجلس', '41.90', '60'])
      expect(text).toContain(part);
  });

  it('of ten thousand characters goes on over pages, and a letter that no font draws does not cost the answer', () => {
    for (const answer of ['Réparé. '.repeat(1_250), 'réparé Ꜳꟼ 漢']) {
      const complaint = Complaint.fromPartial({ ...answered, answer });
      expect(renderer.renderAnswer({ ...common, complaint, language: 'fr', letterhead: 'X' }).length).toBeGreaterThan(
        5_000,
      );
    }
  });

  it('to a suggestion names no remedies: it refuses nobody anything', async () => {
    const { snapshot } = answered;
    const suggestion = Complaint.fromPartial({
      ...answered,
      snapshot: { ...snapshot, kind: 'COMPLAINT_KIND_SUGGESTION' },
    });
    const pdf = renderer.renderAnswer({ ...common, complaint: suggestion, language: 'fr', letterhead: 'X' });
    expect(await textOf(pdf)).not.toContain('tribunal');
  });
});

it('is drawn of an answer or refusal that was given, and of nothing else', () => {
  expect([isAnswered(answered), isAnswered(refused)]).toEqual([true, true]);
  expect(isAnswered(Complaint.fromPartial({ ...answered, signature: undefined }))).toBe(false);
  expect(isAnswered(Complaint.fromPartial({ ...answered, answer: '' }))).toBe(false);
});
