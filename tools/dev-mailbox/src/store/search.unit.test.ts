import { describe, expect, it } from '@jest/globals';
import { foldText } from './search.ts';

describe('foldText', () => {
  it.each([
    ['Réclamation REÇUE', 'reclamation recue'],
    ['إشعار', 'اشعار'],
    ['الشكاية إلى', 'الشكايه الي'],
    ['جـمـاعـة', 'جماعه'],
    ['مُحَمَّد', 'محمد'],
  ])('takes %s as %s', (typed, folded) => {
    expect(foldText(typed)).toBe(folded);
  });
});
