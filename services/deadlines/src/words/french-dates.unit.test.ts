import { describe, expect, it } from '@jest/globals';
import { frenchCount, frenchDate, frenchDays, frenchUnits } from './french-dates.ts';

describe('French dates and counts', () => {
  it.each([
    ['2026-05-01', 'vendredi 1er mai 2026'],
    ['2026-08-20', 'jeudi 20 août 2026'],
    ['2026-02-15', 'dimanche 15 février 2026'],
    ['2026-12-31', 'jeudi 31 décembre 2026'],
  ])('%s', (date, words) => {
    expect(frenchDate(date)).toBe(words);
  });

  it.each([
    [0, '0 jour', '0 jour ouvrable'],
    [1, '1 jour', '1 jour ouvrable'],
    [2, '2 jours', '2 jours ouvrables'],
  ])('%d', (days, count, workingDays) => {
    expect(frenchCount(days)).toBe(count);
    expect(frenchUnits(days, 'working-day')).toBe(workingDays);
  });

  it('lists a few days and tells many by their ends', () => {
    expect(frenchDays([{ from: '2026-04-30', to: '2026-05-01' }])).toBe('30 avril 2026 et 1er mai 2026');
    expect(frenchDays([{ from: '2026-12-28', to: '2027-01-04' }])).toBe('du 28 décembre 2026 au 4 janvier 2027');
  });
});
