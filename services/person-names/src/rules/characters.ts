import type { Script } from '../types.ts';

const text = (letters: string): RegExp => new RegExp(`^(?=.*\\p{L})[${letters}]+(?:[ '’-][${letters}]+)*$`, 'u');

/**
 * Characters of a name in each script: its letters, one space, hyphen or apostrophe between them (our rule). Arabic: the letters of
 * the language and the Moroccan gaf, vowel signs too; Latin: without digits, accents of French allowed; Tifinagh: the letters of IRCAM.
 */
export const characters: Readonly<Record<Script, RegExp>> = {
  arabic: text('\\u0621-\\u063A\\u0641-\\u064A\\u064B-\\u0652\\u0671ڭݣگپڤڨچ'),
  latin: text('A-Za-zÀ-ÖØ-öø-ÿŒœŸ'),
  tifinagh: text('\\u2D30-\\u2D67\\u2D6F'),
};
