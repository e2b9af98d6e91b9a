import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MARK, redact } from './redact.ts';

/** What people write, with what must go between {braces}; drawn up by hand from how complaints are written. */
const labelled = `
  المرجو الاتصال بي على {0612345678} قبل الجمعة
  هاتفي: {٠٦١٢٣٤٥٦٧٨} شكرا
  رقمي {06 12 34 56 78} أو {05.35.66.12.34}
  رقم الهاتف {06-61-98-73-54} ديالي
  Appelez-moi au {+212 6 61 98 73 54} ou au {00212661987354}.
  Tél.: {+212(0)661-987354}, merci
  تيليفون {٠٦.٦١.٩٨.٧٣.٥٤} واتساب
  mon fils en France : {+33 6 12 34 56 78}
  عيط ليا f {0661 987 354} 3afak
  GSM {0 6 6 1 9 8 7 3 5 4}
  بريدي الإلكتروني {amina.alaoui@example.org} أو الهاتف
  écrivez à {y.tazi+commune@mail.example.ma}!
  رقم بطاقتي الوطنية {AB123456} وأسكن بالحي
  CIN : {CD 987354}, délivrée à Sefrou
  البطاقة الوطنية رقم {K٤٥٦٧٨٩} منتهية
  CNIE n° {Z12}, duplicata demandé
  je suis titulaire de la carte {JB45678}
  حاملة لبطاقة {g123456} منذ سنة
  RIB {007 780 0001234567890123 45} à créditer
  RIB: {٠٠٧٧٨٠٠٠٠١٢٣٤٥٦٧٨٩٠١٢٣٤٥}
  IBAN {MA64 0115 1900 0001 2050 0053 4921}
  السيارة رقم {12345-أ-6} متوقفة أمام بابي
  voiture {4521 | ب | 33} stationnée sur le trottoir
  سيارة {١٢٣٤٥ أ ٦} مهجورة
  المصباح رقم 12 بزنقة 14 معطل منذ 2026/11/02
  القطعة 1250 و 1260 بين الزنقة 12 و 15
  Route N1, PK 45, près de la P4012 et de la RN6
  Lampadaire n° 4521 rue 7, depuis le 06/11/2026 à 08:30
  دفعت 1.250.000 درهم و 600 000 000 سنتيم سنة 2024
  Facture de 0612 dirhams, dossier 2026/117
  ملفي السابق 03-26-7K3Q9M-C لم يجب عنه أحد
  الطابق 3 الشقة 12 إقامة الأمل عمارة B12
  تجزئة رقم 45678 الرسم العقاري 12345/06
  Coordonnées 33.830149, -4.833217
  من 8:30 إلى 16:30 يوم 14 نونبر 2026
  Bus ligne 12, arrêt A5, 3 fois en 10 jours
  عمق الحفرة 1,5 متر وطولها 250 متر مربع
  loi 113-14, décret 2-17-265, article 5
  30 000 habitants, 1503 communes, code 03.451.01.09
  avenue Hassan II n°125, CP 31000, lot 2B
`
  .trim()
  .split('\n')
  .map((line) => line.trim());

const planted = (line: string): string[] => [...line.matchAll(/\{([^}]+)\}/g)].map(([, id = '']) => id);
const bare = (line: string): string => line.replaceAll(/[{}]/g, '');
const wanted = (line: string): string => line.replaceAll(/\{[^}]+\}/g, MARK);

describe('taking ids of people out of a text', () => {
  it('finds every id of the labelled set and takes nothing else: recall 100 %, precision 100 % of it', () => {
    expect(labelled.map((line) => redact(bare(line)).text)).toEqual(labelled.map(wanted));
    expect(labelled.flatMap(planted)).toHaveLength(26);
  });

  it('says what it found', () => {
    expect(redact('أمينة 0612345678 a@example.org AB123456').found).toEqual(['phone', 'email', 'national-id']);
    expect(redact('').found).toEqual([]);
  });

  const arabic = (text: string): string => text.replaceAll(/\d/g, (one) => String.fromCharCode(0x660 + Number(one)));
  const digits = (count: number) =>
    fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: count, maxLength: count });
  const joined = (parts: readonly string[], separator: string): string => parts.join(separator);
  const separator = fc.constantFrom('', ' ', '.', '-', ' - ', '/', '\u00a0');
  const phone = fc
    .tuple(fc.constantFrom('0', '+212', '00212', '+212 0'), fc.constantFrom('5', '6', '7'), digits(8), separator)
    .map(([prefix, first, rest, gap]) => joined([`${prefix}${first}`, ...(rest.match(/../g) ?? [])], gap));
  const nationalId = fc
    .tuple(
      fc.constantFrom('A', 'AB', 'k', 'JK'),
      fc.integer({ min: 5, max: 7 }).chain(digits),
      fc.constantFrom('', ' ', '-'),
    )
    .map(([letters, number, gap]) => `${letters}${gap}${number}`);
  const mail = fc
    .tuple(fc.constantFrom('amina', 'y.tazi', 'Omar_1'), fc.constantFrom('example.org', 'mail.example.ma'))
    .map(([who, where]) => `${who}@${where}`);
  const rib = fc.tuple(digits(24), separator).map(([all, gap]) => joined(all.match(/.{4}/g) ?? [], gap));
  const id = fc.oneof(phone, nationalId, mail, rib).chain((one) => fc.constantFrom(one, arabic(one)));
  const words = fc
    .array(
      fc.constantFrom('المصباح', 'معطل', 'أمام', 'rue', 'Hassan', 'le', 'trottoir', 'شكرا', '،', '(ter)', 'ⴰⵣⵓⵍ', '\n'),
      { maxLength: 6 },
    )
    .map((list) => list.join(' '));

  it('lets no planted id survive, wherever it stands', () => {
    fc.assert(
      fc.property(words, id, fc.constantFrom(' ', ': ', '، ', ' (', '\n'), words, (head, one, open, tail) => {
        const { text, found } = redact(`${head}${open}${one}${open.includes('(') ? ')' : ''} ${tail}`);
        expect(found).toHaveLength(1);
        expect(text).not.toContain(one);
        expect(text.replaceAll(MARK, '')).not.toMatch(/[\d٠-٩]{2}/);
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves house numbers, years, dates and amounts as they are', () => {
    const ordinary = fc.oneof(
      fc.integer({ min: 0, max: 9_999 }).map(String),
      fc
        .date({ min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
        .map((day) => day.toISOString().slice(0, 10)),
      fc.integer({ min: 1, max: 9_999_999 }).map((amount) => `${amount} درهم`),
      fc
        .tuple(digits(2), digits(2), fc.constantFrom('7K3Q9M-C', 'AB1234-5'))
        .map(([region, year, rest]) => `${region}-${year}-${rest}`),
    );
    fc.assert(
      fc.property(words, ordinary, words, (head, one, tail) => {
        const text = `${head} ${one} ${tail}`;
        expect(redact(text)).toEqual({ text, found: [] });
      }),
      { numRuns: 2_000 },
    );
  });
});
