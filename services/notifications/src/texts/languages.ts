import type { TextLanguage } from '../domain/language.ts';
import { arabicTexts } from './ar.ts';
import { arabicWords } from './ar-words.ts';
import { frenchTexts } from './fr.ts';
import { frenchWords } from './fr-words.ts';
import type { TemplateTexts, Words } from './texts.ts';

interface LanguagePack {
  readonly texts: TemplateTexts;
  readonly words: Words;
  readonly direction: 'rtl' | 'ltr';
  /** Moroccan conventions: Latin digits in both. */
  readonly locale: string;
}

export const languages: Readonly<Record<TextLanguage, LanguagePack>> = {
  ar: { texts: arabicTexts, words: arabicWords, direction: 'rtl', locale: 'ar-MA' },
  fr: { texts: frenchTexts, words: frenchWords, direction: 'ltr', locale: 'fr-MA' },
};
