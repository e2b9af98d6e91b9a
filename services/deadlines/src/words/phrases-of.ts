import { DeadlineInputError } from '../deadline-input-error.ts';
import type { Language } from '../types.ts';
import { arabic } from './arabic.ts';
import { french } from './french.ts';
import type { Phrases } from './phrases.ts';

const PHRASES: Readonly<Record<string, Phrases>> = { ar: arabic, fr: french };

/**
 * The phrases of a language.
 * @throws DeadlineInputError for another language, as from a request's header
 */
export function phrasesOf(language: Language): Phrases {
  const phrases = Object.hasOwn(PHRASES, language) ? PHRASES[language] : undefined;
  if (!phrases) throw new DeadlineInputError('language', `must be ar or fr, got ${JSON.stringify(language)}`);
  return phrases;
}
