/** Languages that messages are written in. */
export type TextLanguage = 'ar' | 'fr';

/**
 * The language of a message to somebody who chose `language`. Texts in Tamazight are not there yet: our rule is Arabic, the
 * other language of the person's choice that every administration writes.
 */
export const textLanguage = (language: string): TextLanguage => (language === 'fr' ? 'fr' : 'ar');
