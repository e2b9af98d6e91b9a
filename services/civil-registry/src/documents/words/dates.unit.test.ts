import { describe, expect, it } from '@jest/globals';
import { arabicNumber } from './arabic-numbers.ts';
import { dateInDigits, dateInWords, shortDate, timeInWords } from './dates.ts';
import { frenchNumber } from './french-numbers.ts';

describe('dates in words', () => {
  it.each([
    ['2026-03-07', 'في السابع من مارس ألفين وستة وعشرين', 'le sept mars deux mille vingt-six'],
    ['1985-01-01', 'في فاتح يناير ألف وتسعمائة وخمسة وثمانين', 'le premier janvier mil neuf cent quatre-vingt-cinq'],
    ['2000-02-29', 'في التاسع والعشرين من فبراير ألفين', 'le vingt-neuf février deux mille'],
    ['2011-08-31', 'في الحادي والثلاثين من غشت ألفين وأحد عشر', 'le trente et un août deux mille onze'],
    ['2012-12-12', 'في الثاني عشر من دجنبر ألفين واثني عشر', 'le douze décembre deux mille douze'],
    ['2001-11-11', 'في الحادي عشر من نونبر ألفين وواحد', 'le onze novembre deux mille un'],
    ['1971-07-20', 'في العشرين من يوليوز ألف وتسعمائة وواحد وسبعين', 'le vingt juillet mil neuf cent soixante et onze'],
    [
      '1999-09-30',
      'في الثلاثين من شتنبر ألف وتسعمائة وتسعة وتسعين',
      'le trente septembre mil neuf cent quatre-vingt-dix-neuf',
    ],
    ['1950-08', 'خلال شهر غشت ألف وتسعمائة وخمسين', 'au cours du mois d’août mil neuf cent cinquante'],
    ['1932', 'خلال سنة ألف وتسعمائة واثنين وثلاثين', 'en mil neuf cent trente-deux'],
    ['', '', ''],
  ])('%s', (date, ar, fr) => {
    expect(dateInWords(date)).toEqual({ ar, fr });
  });

  it('in digits, and short', () => {
    expect(['2026-03-07', '1950-03', '1950'].map(dateInDigits)).toEqual(['07/03/2026', '03/1950', '1950']);
    expect(shortDate('2026-03-07')).toEqual({ ar: '7 مارس 2026', fr: '7 mars 2026' });
    expect(shortDate('2026-05-01')).toEqual({ ar: 'فاتح ماي 2026', fr: '1er mai 2026' });
  });

  it('every day and year of a register has words, each its own', () => {
    const days = Array.from({ length: 31 }, (_, index) => `2026-01-${String(index + 1).padStart(2, '0')}`);
    const years = Array.from({ length: 300 }, (_, index) => `${1850 + index}`);
    for (const dates of [days, years])
      for (const language of ['ar', 'fr'] as const) {
        const said = dates.map((date) => dateInWords(date)[language]);
        expect(new Set(said).size).toBe(dates.length);
        expect(said.filter((words) => /undefined|\s\s|و$/.test(words))).toEqual([]);
      }
  });
});

describe('numbers in words', () => {
  it.each([
    [3, 'ثلاثة', 'trois'],
    [100, 'مائة', 'cent'],
    [121, 'مائة وواحد وعشرين', 'cent vingt et un'],
    [281, 'مائتين وواحد وثمانين', 'deux cent quatre-vingt-un'],
    [1000, 'ألف', 'mille'],
    [3715, 'ثلاثة آلاف وسبعمائة وخمسة عشر', 'trois mille sept cent quinze'],
  ])('%d', (value, ar, fr) => {
    expect([arabicNumber(value), frenchNumber(value)]).toEqual([ar, fr]);
  });
});

describe('times in words, with before or after noon', () => {
  it.each([
    ['15:45', 'الثالثة وخمس وأربعين دقيقة بعد الزوال', 'trois heures quarante-cinq minutes après midi'],
    ['10:05', 'العاشرة وخمس دقائق قبل الزوال', 'dix heures cinq minutes avant midi'],
    ['01:01', 'الواحدة ودقيقة واحدة قبل الزوال', 'une heure une minute avant midi'],
    ['12:00', 'الثانية عشرة زوالا', 'midi'],
    ['12:30', 'الثانية عشرة وثلاثين دقيقة بعد الزوال', 'douze heures trente minutes après midi'],
    ['00:00', 'منتصف الليل', 'minuit'],
    ['00:12', 'منتصف الليل واثنتي عشرة دقيقة', 'minuit et douze minutes'],
    ['23:21', 'الحادية عشرة وإحدى وعشرين دقيقة بعد الزوال', 'onze heures vingt et une minutes après midi'],
    ['', '', ''],
  ])('%s', (time, ar, fr) => {
    expect(timeInWords(time)).toEqual({ ar, fr });
  });
});
