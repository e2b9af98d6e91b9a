import { expect, it } from '@jest/globals';
import { makeReference } from '../text/reference.ts';
import { drawReference } from './lost-numbers.ts';

it('a number that somebody holds beyond a restore point is not given to somebody else', () => {
  const [held, free] = [Uint8Array.from([1, 2, 3, 4, 5, 6]), Uint8Array.from([6, 5, 4, 3, 2, 1])];
  const draws = [held, held, free];
  const lost = new Set([makeReference('03', 2026, held)]);
  expect(drawReference(lost, '03', 2026, '', () => draws.shift() ?? free)).toBe(makeReference('03', 2026, free));
  expect(drawReference(lost, '03', 2026, 'D', () => held)).toBe(makeReference('03', 2026, held, 'D'));
});
