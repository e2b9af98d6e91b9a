import { describe, expect, it } from '@jest/globals';
import { actId, isIdcs, isNationalId, parseActId } from './identity.ts';

describe('the identity of an act', () => {
  it.each([['03.451.01.09-1'], ['06.141.01.0-2'], ['consulate:paris']])(
    'of %s is read as it was written',
    (bureauId) => {
      const key = { bureauId, kind: 'birth', year: 2026 } as const;
      expect(parseActId(actId(key, 17))).toEqual({ ...key, number: 17 });
    },
  );
  it.each(['', 'x', '03.451.01.09-1:birth:2026', '03.451.01.09-1:birth:2026:0', '03.451.01.09-1:marriage:2026:1'])(
    '%s is none',
    (text) => expect(parseActId(text)).toBeUndefined(),
  );
});

describe('numbers of people', () => {
  it.each([
    ['AB123456', true],
    ['J1', true],
    ['ABC123', false],
    ['A12345678', false],
    ['ab123', false],
    ['123456', false],
  ])('CIN %s: %s', (text, expected) => expect(isNationalId(text)).toBe(expected));
  it.each([
    ['1234567890', true],
    ['123456789', false],
    ['12345678901', false],
    ['12345678x0', false],
  ])('IDCS %s: %s', (text, expected) => expect(isIdcs(text)).toBe(expected));
  it('IDCS asks the check that is given', () => expect(isIdcs('1234567890', () => false)).toBe(false));
});
