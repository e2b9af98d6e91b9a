import { describe, expect, it } from '@jest/globals';
import { nameRules, nameViolations } from '../index.ts';

const first = (name: Parameters<typeof nameViolations>[0]['firstNames']) =>
  nameViolations({ firstNames: name, familyName: {} });

describe('rules of names', () => {
  it.each([
    'MOHAMED AMINE',
    'Fatima Zahra',
    'FATIMA EZZAHRA AMINA',
    'ABD ELLAH',
    'NOUR EDDINE ALI',
    "M'BAREK",
    'EL HOUSSAINE',
    'Jean-Noël',
  ])('let %s stand', (latin) => expect(first({ latin })).toEqual([]));
  it.each(['محمد أمين', 'فاطمة الزهراء أمينة', 'عبد الله', 'نور الدين علي', 'إيڭيدر'])('let %s stand', (arabic) =>
    expect(first({ arabic })).toEqual([]),
  );

  it.each([
    ['MOHAMED AMINE ALI', 'too-many-first-names'],
    ['MOULAY ALI', 'title'],
    ['MoulayAli', 'title'],
    ['Sidi Mohamed', 'title'],
    ['LALLA AICHA', 'title'],
    ['HAJ ALI', 'title'],
    ['EL HAJ', 'title'],
    ['MOHAMED 2', 'characters'],
    ['محمد', 'characters'],
    ['ALI  AMINE', 'characters'],
    ['', 'characters'],
    ['A'.repeat(nameRules.longest + 1), 'too-long'],
  ])('object to %s: %s', (latin, code) => expect(first({ latin })).toEqual([{ field: 'firstNames.latin', code }]));

  it.each([
    ['مولاي علي', 'title'],
    ['للا عائشة', 'title'],
    ['لالة عائشة', 'title'],
    ['سيدي محمد', 'title'],
    ['الحاج علي', 'title'],
    ['محمد أمين علي', 'too-many-first-names'],
    ['محمد Amine', 'characters'],
  ])('object to %s: %s', (arabic, code) => expect(first({ arabic })).toEqual([{ field: 'firstNames.arabic', code }]));

  it('names every field, and asks no titles of family names', () => {
    expect(
      nameViolations({
        firstNames: { latin: 'SIDI A B C', tifinagh: 'ALI' },
        familyName: { latin: 'MOULAY TAHRI', arabic: '؟' },
      }),
    ).toEqual([
      { field: 'firstNames.latin', code: 'title' },
      { field: 'firstNames.latin', code: 'too-many-first-names' },
      { field: 'firstNames.tifinagh', code: 'characters' },
      { field: 'familyName.arabic', code: 'characters' },
    ]);
  });

  it('are configuration', () => {
    const rules = { ...nameRules, mostFirstNames: 1 };
    expect(nameViolations({ firstNames: { latin: 'ALI AMINE' }, familyName: {} }, rules)).toHaveLength(1);
  });
});
