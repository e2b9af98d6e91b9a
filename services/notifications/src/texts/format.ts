import { IntlMessageFormat } from 'intl-messageformat';
import type { TextLanguage } from '../domain/language.ts';
import { type Facts, flags } from './facts.ts';
import { languages } from './languages.ts';

/** Texts are few and fixed: each is parsed once. */
const parsed = new Map<string, IntlMessageFormat>();

function parse(text: string, language: TextLanguage): IntlMessageFormat {
  const key = `${language}:${text}`;
  const known = parsed.get(key);
  if (known !== undefined) return known;
  const made = new IntlMessageFormat(text, languages[language].locale, undefined, { ignoreTag: true });
  parsed.set(key, made);
  return made;
}

/** A text with its facts filled in. What people wrote is inserted as it is, never read as a pattern. */
export function formatText(text: string, facts: Facts, language: TextLanguage): string {
  const asked = Object.entries(flags).map(([flag, fact]) => [flag, facts[fact] === '' ? 'no' : 'yes'] as const);
  return String(parse(text, language).format({ ...facts, ...Object.fromEntries(asked) })).trim();
}
