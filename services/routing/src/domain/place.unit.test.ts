import { describe, expect, it } from '@jest/globals';
import { covers, placeOf } from './place.ts';

describe('a place', () => {
  it('is a commune with the province and région of its code, a city included', () => {
    expect(placeOf('03.451.01.09')).toEqual({ commune: '03.451.01.09', province: '03.451', region: '03' });
    expect(placeOf('06.141.01.0')).toEqual({ commune: '06.141.01.0', province: '06.141', region: '06' });
  });

  it.each(['', '03', '03.451', '03.451.01', '3.451.01.09', '03.451.01.9', '03.451.01.09.01', ' 03.451.01.09'])(
    'is not %p',
    (code) => expect(placeOf(code)).toBeUndefined(),
  );

  it.each([
    ['00', true],
    ['03', true],
    ['03.451', true],
    ['03.451.01', true],
    ['03.451.01.09', true],
    ['03.45', false],
    ['04', false],
    ['03.451.01.0', false],
  ])('lies in %s: %s', (territory, expected) => {
    const place = placeOf('03.451.01.09');
    expect(place !== undefined && covers(territory, place)).toBe(expected);
  });
});
