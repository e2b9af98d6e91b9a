import { describe, expect, it } from '@jest/globals';
import { type Script, suggestions } from '../index.ts';

const texts = (name: string, to: Script): string[] => suggestions(name, to).map(({ text }) => text);

describe('suggestions', () => {
  it('gives the usual spellings first, the most usual at the head', () => {
    expect(suggestions('محمد', 'latin').slice(0, 2)).toEqual([
      { text: 'MOHAMED', source: 'usual' },
      { text: 'MOHAMMED', source: 'usual' },
    ]);
    expect(texts('الحسين', 'latin').slice(0, 2)).toEqual(['EL HOUSSAINE', 'EL HOUCINE']);
    expect(texts('فاطمة الزهراء', 'latin')[0]).toBe('FATIMA ZAHRA');
    expect(texts('Mohammed Amine', 'arabic')).toEqual(['محمد أمين']);
  });

  it.each([
    ['شفشاوني', 'CHAFCHAOUNI'],
    ['المنوني', 'EL MANOUNI'],
    ['بنكيران', 'BENKIRANE'],
    ['عبد الغفور', 'ABDELGHAFOUR'],
    ['عبد الشكور', 'ABDECHAKOUR'],
    ['عبد الرزاق', 'ABDERRAZAK'],
    ['قدور', 'QADOUR'],
    ['آيت بن حدو', 'AIT BEN HADOU'],
  ])('spells %s by rules: %s', (name, expected) => {
    expect(suggestions(name, 'latin')).toContainEqual({ text: expected, source: 'rules' });
  });

  it.each([
    ['CHAFCHAOUNI', 'شفشاوني'],
    ['EL KARKOURI', 'الكركوري'],
    ['AIT BEN HADDOU', 'آيت بنحدو'],
    ['OUHAMMOU', 'أوحمو'],
    ['ABDERRAHIM', 'عبد الرحيم'],
    ['ABDECHAKOUR', 'عبد الشكور'],
  ])('and %s: %s', (name, expected) => expect(texts(name, 'arabic')).toContain(expected));

  it.each([
    ['محمد', 'ⵎⵓⵃⴰⵎⴷ'],
    ['فاطمة', 'ⴼⴰⵟⵉⵎⴰ'],
    ['مصطفى', 'ⵎⵓⵚⵟⴰⴼⴰ'],
    ['صالح', 'ⵚⴰⵍⵉⵃ'],
    ['OUHAMMOU', 'ⵓⵀⴰⵎⵓ'],
  ])('writes %s in Tifinagh: %s', (name, expected) => {
    expect(suggestions(name, 'tifinagh')).toContainEqual({ text: expected, source: 'rules' });
  });

  it('takes a name for a name, whatever objects call their members', () => {
    expect(texts('BEN CONSTRUCTOR', 'arabic')).not.toEqual([]);
  });

  it('spells no name that may be a first name as a title', () => {
    expect(texts('سئ', 'latin')).not.toContain('SI');
    expect(texts('مولاي', 'latin')).not.toEqual([]);
  });

  it('makes no name with a word less', () => {
    expect(suggestions('محمد Ωμέγα', 'latin')).toEqual([]);
  });

  it('has nothing to say about a name in the script already, without letters, or in Tifinagh', () => {
    expect([suggestions('محمد', 'arabic'), suggestions('12', 'latin'), suggestions('ⵉⵟⵟⵓ', 'latin')]).toEqual([
      [],
      [],
      [],
    ]);
  });
});
