import { expect, it } from '@jest/globals';
import { inGsmAlphabet, smsSize } from './sms.ts';

it.each([
  ['a'.repeat(160), 'gsm-7', 1],
  ['a'.repeat(161), 'gsm-7', 2],
  ['a'.repeat(306), 'gsm-7', 2],
  ['a'.repeat(307), 'gsm-7', 3],
  ['€'.repeat(80), 'gsm-7', 1],
  ['€'.repeat(81), 'gsm-7', 2],
  ['م'.repeat(70), 'ucs-2', 1],
  ['م'.repeat(71), 'ucs-2', 2],
  ['م'.repeat(134), 'ucs-2', 2],
  ['م'.repeat(135), 'ucs-2', 3],
  [`${'a'.repeat(100)}ç`, 'ucs-2', 2],
] as const)('%.12s…', (text, alphabet, segments) => {
  expect(smsSize(text)).toEqual({ alphabet, segments });
});

it('French keeps the accents that GSM has and loses the others', () => {
  expect(inGsmAlphabet('Réponse reçue le 1er août, n’êtes-vous pas à l’hôtel de ville\u00a0?')).toBe(
    "Réponse recue le 1er aout, n'etes-vous pas à l'hotel de ville ?",
  );
});
