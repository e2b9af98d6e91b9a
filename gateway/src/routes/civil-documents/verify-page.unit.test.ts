import { describe, expect, it } from '@jest/globals';
import { pageHeaders, unknownPage, verdictPage } from './verify-page.ts';

const base = {
  document: {
    id: '0190b8e0-0000-7000-8000-000000000000',
    kind: 'extract',
    number: '7K3Q-9MX4-TR2B',
    bureauId: '03.451.01.09-1',
    language: 'ar',
    producedAt: '2026-03-02T10:00:00.000Z',
    digest: 'a'.repeat(64),
    state: 'valid',
    pages: 1,
  },
  fields: [{ label: { ar: 'الاسم', fr: 'Nom' }, value: '<script>alert("x")</script> أمغار' }],
} as const;

describe('the page that a scanned code leads to', () => {
  it.each([
    ['valid', 'وثيقة صحيحة وسارية', 'good'],
    ['replaced', 'demandez une nouvelle copie', 'care'],
    ['revoked', 'وثيقة ملغاة', 'bad'],
    ['altered', 'Fichier altéré', 'bad'],
  ] as const)('says %s in both languages, Arabic first', (verdict, words, tone) => {
    const html = verdictPage({ ...base, fields: [...base.fields], verdict });
    expect(html).toContain('<html lang="ar" dir="rtl">');
    expect(html).toContain(words);
    expect(html).toContain(`class="verdict ${tone}"`);
  });

  it('shows what the paper says as text, whatever is in a name', () => {
    const html = verdictPage({ ...base, fields: [...base.fields], verdict: 'valid' });
    expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; أمغار');
    expect(html).not.toContain('<script');
  });

  it('runs nothing, tells nobody the address, and says of an unknown code that the paper is worth nothing', () => {
    expect(pageHeaders['Content-Security-Policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(pageHeaders['Referrer-Policy']).toBe('no-referrer');
    expect(unknownPage()).toContain('Ce document est sans valeur');
  });
});
