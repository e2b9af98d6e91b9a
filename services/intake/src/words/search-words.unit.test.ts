import { describe, expect, it } from '@jest/globals';
import { queryWords, textWords } from './search-words.ts';

/** Whether who types `query` finds a case that says `text`: each word by one of its forms. */
const finds = (query: string, text: string): boolean => {
  const words = new Set(textWords(text, 100));
  const asked = queryWords(query, 6);
  return asked.length > 0 && asked.every((forms) => forms.some((form) => words.has(form)));
};

describe('words by which a text is found', () => {
  it.each([
    ['the article', 'مدرسة', 'أمام المدرسة الابتدائية'],
    ['the article, asked for', 'المدرسة', 'قرب مدرسة الحي'],
    ['what is written in one with the article', 'شارع محمد', 'بالشارع الكبير ومحمد الخامس'],
    ['و before the article', 'أطفال', 'والأطفال يتضررون'],
    ['للـ', 'مارة', 'خطر للمارة'],
    ['hamza, ى, ة and diacritics', 'انارة مستشفي', 'الإنارةُ قرب المستشفى'],
    ['the feminine plural', 'نفاية', 'النفايات متراكمة'],
    ['Latin accents and case', 'ECLAIRAGE', "L'éclairage public"],
    ['French plurals and endings', 'lampadaire cassé', 'Les lampadaires cassées'],
    ['French plurals in -aux', 'canal', 'les canaux'],
    ['darija in Latin letters finds Arabic', '7ofra f tri9', 'حفرة كبيرة في الطريق'],
    ['Arabic finds darija in Latin letters', 'حفرة الزنقة', 'kayna 7ofra f zen9a dialna'],
    ['darija without digits finds Arabic', 'triq', 'وسط الطريق'],
    ['the Moroccan gaf', 'أگادير', 'طريق أكادير'],
  ])('%s', (_name, query, text) => {
    expect(finds(query, text)).toBe(true);
  });

  it.each([
    ['another word', 'حفرة', 'مصباح معطل'],
    ['a word that shares two consonants', 'باب', 'بئر'],
    ['names that differ in a vowel', 'محمود', 'محمد'],
    ['the one before either', 'محمد', 'محمود'],
  ])('not %s', (_name, query, text) => expect(finds(query, text)).toBe(false));

  it('leaves out small words and courtesies', () => {
    expect(textWords('السلام عليكم، في الطريق منذ', 20)).toEqual(['طريق', '~ترق']);
    expect(textWords('Bonjour, je vous signale que la rue', 20)).toEqual(['signal', 'rue']);
    expect(queryWords('le de la', 6)).toEqual([]);
  });

  it('is bounded', () => {
    const long = Array.from({ length: 500 }, (_, index) => `mot${index}`).join(' ');
    expect(textWords(long, 28)).toHaveLength(28);
    expect(queryWords(long, 6)).toHaveLength(6);
  });
});
