import { describe, expect, it } from '@jest/globals';
import { arabicCount, arabicDate, arabicDays, arabicNotCounted, arabicUnits } from './arabic-dates.ts';

describe('Arabic numbers agree with what they count', () => {
  it.each([
    [0, '0 يوم', '0 يوم عمل', 'لا تحتسب'],
    [1, 'يوم واحد', 'يوم عمل واحد', 'لا يحتسب'],
    [2, 'يومان', 'يوما عمل', 'لا يحتسبان'],
    [3, '3 أيام', '3 أيام عمل', 'لا تحتسب'],
    [10, '10 أيام', '10 أيام عمل', 'لا تحتسب'],
    [11, '11 يوما', '11 يوم عمل', 'لا تحتسب'],
    [60, '60 يوما', '60 يوم عمل', 'لا تحتسب'],
    [99, '99 يوما', '99 يوم عمل', 'لا تحتسب'],
    [100, '100 يوم', '100 يوم عمل', 'لا تحتسب'],
    [102, '102 يوم', '102 يوم عمل', 'لا تحتسب'],
    [103, '103 أيام', '103 أيام عمل', 'لا تحتسب'],
    [111, '111 يوما', '111 يوم عمل', 'لا تحتسب'],
  ])('%d', (days, count, workingDays, notCounted) => {
    expect(arabicCount(days)).toBe(count);
    expect(arabicUnits(days, 'calendar-day')).toBe(count);
    expect(arabicUnits(days, 'working-day')).toBe(workingDays);
    expect(arabicNotCounted(days)).toBe(notCounted);
  });

  it('declines the dual after a preposition', () => {
    expect(arabicCount(2, 'oblique')).toBe('يومين');
    expect(arabicUnits(2, 'working-day', 'oblique')).toBe('يومي عمل');
  });
});

describe('Arabic dates', () => {
  it.each([
    ['2026-01-01', 'الخميس فاتح يناير 2026'],
    ['2026-02-10', 'الثلاثاء 10 فبراير 2026'],
    ['2026-03-22', 'الأحد 22 مارس 2026'],
    ['2026-04-04', 'السبت 4 أبريل 2026'],
    ['2026-05-25', 'الاثنين 25 ماي 2026'],
    ['2026-06-17', 'الأربعاء 17 يونيو 2026'],
    ['2026-07-31', 'الجمعة 31 يوليوز 2026'],
    ['2026-08-20', 'الخميس 20 غشت 2026'],
    ['2026-09-14', 'الاثنين 14 شتنبر 2026'],
    ['2026-10-31', 'السبت 31 أكتوبر 2026'],
    ['2026-11-06', 'الجمعة 6 نونبر 2026'],
    ['2026-12-31', 'الخميس 31 دجنبر 2026'],
  ])('%s', (date, words) => {
    expect(arabicDate(date)).toBe(words);
  });

  it('lists a few days and tells many by their ends', () => {
    expect(arabicDays([{ from: '2026-05-27', to: '2026-05-28' }])).toBe('27 و28 ماي 2026');
    expect(arabicDays([{ from: '2026-04-30', to: '2026-05-01' }])).toBe('30 أبريل 2026 وفاتح ماي 2026');
    expect(arabicDays([{ from: '2026-05-04', to: '2026-05-10' }])).toBe('من 4 ماي 2026 إلى 10 ماي 2026');
  });
});
