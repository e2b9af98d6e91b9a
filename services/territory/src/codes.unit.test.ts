import { describe, expect, it } from '@jest/globals';
import { parseCode } from './codes.ts';

describe('parseCode', () => {
  it.each([
    ['03', { level: 'region', code: '03', region: '03', city: false }],
    ['03.451', { level: 'province', code: '03.451', region: '03', province: '03.451', city: false }],
    [
      '03.451.07',
      { level: 'cercle', code: '03.451.07', region: '03', province: '03.451', cercle: '03.451.07', city: false },
    ],
    [
      '03.451.01.09',
      { level: 'local', code: '03.451.01.09', region: '03', province: '03.451', cercle: '03.451.01', city: false },
    ],
    [
      '01.511.01.0',
      { level: 'local', code: '01.511.01.0', region: '01', province: '01.511', cercle: '01.511.01', city: true },
    ],
    [
      '06.141.01.00',
      { level: 'local', code: '06.141.01.00', region: '06', province: '06.141', cercle: '06.141.01', city: false },
    ],
  ])('reads %s', (text, parsed) => {
    expect(parseCode(text)).toEqual(parsed);
  });

  it.each([
    '',
    '3',
    '003',
    '03.',
    '03.45',
    '3.451.1.9',
    '03.451.01.9',
    '03.451.01.090',
    '034510109',
    ' 03',
    '03\n',
    '٠٣',
  ])('refuses %j', (text) => {
    expect(parseCode(text)).toBeUndefined();
  });
});
