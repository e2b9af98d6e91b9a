import type { PostState } from '../domain/vocabulary.ts';

/** The post's words, by what they mean for an envelope. */
const words: Readonly<Record<string, PostState>> = {
  accepted: 'on-its-way',
  'in-transit': 'on-its-way',
  customs: 'on-its-way',
  'out-for-delivery': 'on-its-way',
  'notice-left': 'notice-left',
  delivered: 'delivered',
  returned: 'returned',
  refused: 'returned',
};

/** `undefined` for a word that is not known here: it is kept and counted, and moves nothing. */
export const statusOf = (word: string): PostState | undefined => (Object.hasOwn(words, word) ? words[word] : undefined);

const FACTORS = [8, 6, 4, 2, 3, 5, 9, 7] as const;

/** Check digit of a number of registered mail (UPU S10): `RR` 8 digits, check digit, country. */
export function s10CheckDigit(serial: string): number {
  const sum = FACTORS.reduce((all, factor, index) => all + factor * Number(serial[index]), 0);
  const digit = 11 - (sum % 11);
  if (digit === 10) return 0;
  return digit === 11 ? 5 : digit;
}

/** Whether a text is a number of registered mail whose check digit is right. */
export function isS10(text: string): boolean {
  const match = /^[A-Z]{2}(\d{8})(\d)[A-Z]{2}$/.exec(text);
  return match?.[1] !== undefined && s10CheckDigit(match[1]) === Number(match[2]);
}
