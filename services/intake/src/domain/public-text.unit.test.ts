import { describe, expect, it } from '@jest/globals';
import { publicText } from './public-text.ts';

const open = { category: 'ECL', confidential: false };

describe('the text of a case for the public', () => {
  it('has no ids of people in it', () => {
    expect(publicText(open, 'المصباح 12 معطل، هاتفي 0612345678')).toBe('المصباح 12 معطل، هاتفي [•••]');
  });
  it.each([
    ['a category that is only counted', { ...open, category: 'NUI' }],
    ['an unknown category', { ...open, category: 'XXX' }],
    ['a confidential case', { ...open, confidential: true }],
    ['a case whose person was erased', { ...open, anonymisedAt: new Date(0) }],
  ])('is nothing for %s', (_what, complaint) => expect(publicText(complaint, 'نص')).toBeUndefined());
});
