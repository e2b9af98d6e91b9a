import { expect, it } from '@jest/globals';
import { isS10, s10CheckDigit, statusOf } from './status.ts';

// The example of UPU S10: RN 47312482 9 GB; and those whose sum gives the two digits that do not exist.
it.each([
  ['47312482', 9],
  ['12345678', 5],
  ['00000000', 5],
  ['00000006', 2],
])('%s has check digit %d', (serial, digit) => expect(s10CheckDigit(serial)).toBe(digit));
it.each([
  ['RR123456785MA', true],
  ['RR123456786MA', false],
  ['RR213456785MA', false],
  ['rr123456785ma', false],
  ['RR12345678MA', false],
  ['', false],
])('%s is one: %p', (text, is) => expect(isS10(text)).toBe(is));
it('knows no other word than its own', () => {
  expect(statusOf('out-for-delivery')).toBe('on-its-way');
  expect(statusOf('lost-in-a-bag')).toBeUndefined();
  expect(statusOf('constructor')).toBeUndefined();
});
