const GSM_BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** These take two places (3GPP TS 23.038). */
const GSM_EXTENDED = new Set('^{}\\[~]|€\f');

export interface SmsSize {
  readonly alphabet: 'gsm-7' | 'ucs-2';
  readonly segments: number;
}

/** How many messages a text is billed as: 160 or 70 characters alone, 153 or 67 each when joined (3GPP TS 23.040). */
export function smsSize(text: string): SmsSize {
  let septets = 0;
  for (const character of text) {
    if (GSM_BASIC.has(character)) septets += 1;
    else if (GSM_EXTENDED.has(character)) septets += 2;
    else return { alphabet: 'ucs-2', segments: text.length <= 70 ? 1 : Math.ceil(text.length / 67) };
  }
  return { alphabet: 'gsm-7', segments: septets <= 160 ? 1 : Math.ceil(septets / 153) };
}

const PLAIN: Readonly<Record<string, string>> = {
  â: 'a', ê: 'e', ë: 'e', î: 'i', ï: 'i', ô: 'o', û: 'u', ç: 'c', œ: 'oe', À: 'A', È: 'E', Ê: 'E', Î: 'I', Ô: 'O', Û: 'U',
  Œ: 'OE', '’': "'", '«': '"', '»': '"', '–': '-', '—': '-', '\u00a0': ' ', '\u202f': ' ', '°': 'o',
}; // biome-ignore format: a table

/** A French text in the GSM alphabet: one letter outside it would make the whole message cost more than twice as much. */
export const inGsmAlphabet = (text: string): string =>
  text.replaceAll(/[^\n -~]/g, (letter) => PLAIN[letter] ?? letter);
