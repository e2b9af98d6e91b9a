import { describe, expect, it } from '@jest/globals';
import { DUPLICATE_THRESHOLD, duplicateScore, type Identity, likeness } from '../index.ts';
import { dateLikeness } from './birth-date.ts';

const rachid: Identity = {
  firstNames: { arabic: 'رشيد', latin: 'RACHID' },
  familyName: { arabic: 'الشقشاقي', latin: 'CHAKCHAKI' },
  birthDate: '1990-03-04',
  sex: 'male',
  birthPlace: 'صفرو',
  father: { arabic: 'محمد' },
  mother: { arabic: 'فاطمة' },
};

describe('one person declared twice', () => {
  it.each<[string, Identity]>([
    [
      'in the other script',
      {
        ...rachid,
        firstNames: { latin: 'Rachid' },
        familyName: { latin: 'EL CHAQCHAQI' },
        father: { latin: 'MOHAMMED' },
        mother: { latin: 'FATIMA' },
      },
    ],
    ['with a title and a second name', { ...rachid, firstNames: { latin: 'MOULAY RACHID AMINE' } }],
    ['with a slip in one script', { ...rachid, firstNames: { arabic: 'رشي', latin: 'RACHID' } }],
    ['with day and month exchanged', { ...rachid, birthDate: '1990-04-03' }],
    ['a year off', { ...rachid, birthDate: '1991-03-04' }],
    ['with the year only', { ...rachid, birthDate: '1990' }],
    [
      'without parents, sex and place',
      { firstNames: rachid.firstNames, familyName: rachid.familyName, birthDate: rachid.birthDate },
    ],
  ])('%s', (_name, again) => expect(duplicateScore(rachid, again)).toBeGreaterThanOrEqual(DUPLICATE_THRESHOLD));
});

describe('somebody else', () => {
  it.each<[string, Identity]>([
    ['a twin brother', { ...rachid, firstNames: { arabic: 'كريم', latin: 'KARIM' } }],
    ['a twin sister', { ...rachid, firstNames: { arabic: 'رشيدة', latin: 'RACHIDA' }, sex: 'female' }],
    ['a sister', { ...rachid, firstNames: { arabic: 'سعاد' }, sex: 'female', birthDate: '1993-11-20' }],
    ['a namesake', { ...rachid, birthDate: '1958-07-30', father: { arabic: 'إدريس' }, mother: { arabic: 'زينب' } }],
    [
      'a namesake of the same day',
      { ...rachid, birthPlace: 'تازة', father: { arabic: 'إدريس' }, mother: { arabic: 'زينب' } },
    ],
    ['a namesake of whom no more is known', { firstNames: rachid.firstNames, familyName: rachid.familyName }],
    ['a neighbour', { ...rachid, familyName: { arabic: 'التازي' }, firstNames: { arabic: 'خالد' } }],
  ])('%s', (_name, other) => expect(duplicateScore(rachid, other)).toBeLessThan(DUPLICATE_THRESHOLD));

  it('known names that differ in a vowel are two names', () => {
    const named = (latin: string): Identity => ({ firstNames: { latin } });
    expect(likeness(named('HASSAN'), named('HOUSSAINE'))).toBeLessThan(0.7);
    expect(likeness(named('MOHAMED'), named('MAHMOUD'))).toBeLessThan(0.7);
    expect(likeness(named('MOHAMED'), named('MOHAMMED'))).toBeGreaterThan(0.95);
  });
});

describe('ranking', () => {
  it('puts the nearer one first and needs no more than what was asked', () => {
    const asked: Identity = { familyName: { latin: 'CHAKCHAKI' }, birthDate: '1990' };
    expect(likeness(asked, rachid)).toBeGreaterThan(likeness(asked, { ...rachid, birthDate: '1989-03-04' }));
    expect(likeness(asked, rachid)).toBeGreaterThan(likeness(asked, { ...rachid, familyName: { latin: 'CHARKAOUI' } }));
  });

  it('is 0 where nothing can be compared', () => {
    expect(likeness({}, rachid)).toBe(0);
    expect(likeness({ birthDate: 'soon' }, rachid)).toBe(0);
  });

  it.each([
    ['1990-03-04', '1990-03-04', 1],
    ['1990-03-04', '1990-04-03', 0.9],
    ['1990-03-04', '1990-03-05', 0.8],
    ['1990-12-04', '1990-21-04', 0.8],
    ['1990-03-04', '1991-03-04', 0.75],
    ['1990-03-04', '1990', 0.8],
    ['1990-03', '1990', 0.8],
    ['1990-03-04', '1990-11-17', 0.25],
    ['1990', '1991', 0.1],
    ['1990-03-04', '1960-11-17', 0],
    ['1990-03-04', '04/03/1990', undefined],
  ])('dates %s and %s: %s', (a, b, expected) => {
    expect(dateLikeness(a, b)).toBe(expected);
    expect(dateLikeness(b, a)).toBe(expected);
  });
});
