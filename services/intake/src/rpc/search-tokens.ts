import type { Keyring } from '@jamaa/kit';
import type { ComplainantDraft } from '../domain/submission.ts';
import { nameWords, textWords } from '../words/search-words.ts';

/** What a case is found by beside its reference. */
export interface Findable {
  readonly complainant: ComplainantDraft;
  readonly description: string;
  readonly address: string;
}

/** Most words of each part: a longer text is found by its beginning, and no deposit makes the index grow without bound. */
const MOST = { name: 8, address: 12, description: 32 };
/** 72 bits of an HMAC: two words of a language never meet, and an entry of the index takes half the room. */
const WORD_LENGTH = 12;

/** Texts may hold names and numbers of people: their words are stored as HMACs like names, and no index tells them in clear. */
export const wordToken = (keyring: Keyring, word: string): string =>
  keyring.blindIndex('word', word).slice(0, WORD_LENGTH);

/** Blind indexes of name words, phone, e-mail, identity number, and of the words of address and description. */
export function searchTokens(keyring: Keyring, { complainant, description, address }: Findable): string[] {
  const words = [
    ...nameWords(complainant.name, MOST.name),
    ...textWords(address, MOST.address),
    ...textWords(description, MOST.description),
  ];
  const tokens = [...new Set(words)].map((word) => wordToken(keyring, word));
  if (complainant.phone !== '') tokens.push(keyring.blindIndex('phone', complainant.phone));
  if (complainant.email !== '') tokens.push(keyring.blindIndex('email', complainant.email));
  if (complainant.identity !== undefined) tokens.push(keyring.blindIndex('identity', complainant.identity.number));
  return [...new Set(tokens)];
}
