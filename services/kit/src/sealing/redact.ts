import { findPhoneNumbersInText } from 'libphonenumber-js/max';

/** What was found of a person in a text. */
export type FoundKind = 'email' | 'account' | 'phone' | 'national-id' | 'plate';

export interface Redacted {
  /** The text with {@link MARK} in the place of each. */
  readonly text: string;
  readonly found: readonly FoundKind[];
}

/** Stands in the place of what was taken out. */
export const MARK = '[•••]';

interface Span {
  readonly from: number;
  readonly to: number;
  readonly kind: FoundKind;
}

const digits = String.raw`\d`;
/** Between digits that belong together people write spaces, dots, dashes, slashes, brackets. */
const gap = String.raw`[ \t.\-_/()]{0,3}`;
const many = (count: number): string => `(?:${gap}${digits}){${count}}`;
/** Neither inside a longer number nor inside a word of Latin letters. */
const before = String.raw`(?<![\dA-Za-z])`;
const after = String.raw`(?![\dA-Za-z])`;

/** Our own references look a little like ids and stay: `03-26-7K3Q9M-C`. */
const reference = /\b\d{2}-\d{2}-[0-9A-Z]{6}-[0-9A-Z]\b/gi;
const email = /[\p{L}\p{N}._%+-]+\s?(?:@|\(at\)|\[at\])\s?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;
const iban = new RegExp(`${before}[A-Z]{2}${gap}${digits}{2}(?:${gap}[0-9A-Z]){11,30}${after}`, 'gi');
const rib = new RegExp(`${before}${digits}${many(23)}${after}`, 'g');
/** Moroccan numbers as people type them: 06, +212 6, 00212 6, with any of the gaps. */
const phone = new RegExp(
  String.raw`(?<![\dA-Za-z+])(?:(?:\+|00)${gap}2${gap}1${gap}2${gap}0?|0)${gap}[5-8]${many(8)}${after}`,
  'g',
);
/** One or two letters and digits (national card). Below five digits roads and houses look the same (N1, P4012, B12); so do postal codes and title deeds. */
const nationalId = new RegExp(
  String.raw`${before}(?!(?:CP|BP|TF|PK|RN|RP)[ .\-]?\d)[A-Z]{1,2}[ .\-]?\d{5,7}${after}`,
  'gi',
);
/** Next to its name even a short one is an id. */
const namedId =
  /(?:\bc\.?n?\.?i\.?[en]?\b|carte nationale|بطاقت?[ةيهك]?\s*(?:التعريف)?\s*الوطنية|رقم\s*(?:ال)?بطاقت?[ةيهك]?|البطاقة\s*الوطنية|بطاقتي|لاكارط)[^\dA-Za-z]{0,20}(?:n[°o.]?\s*)?([A-Z]{1,2}[ .-]?\d{1,7})(?![\dA-Za-z])/gi;
/** 12345-أ-6. A lone و between spaces is the word "and". */
const plate =
  /(?<!\d)(?:\d{3,5}\s?[-|/]\s?[أابدهوطيHABDETW]\s?[-|/]\s?\d{1,2}|\d{4,5}\s[أابدهط]\s\d{1,2})(?![\d\p{L}])/gu;
/** A number before one of these is an amount or a measure, whatever it looks like. */
const measured = /^\s?(?:درهم|دراهم|سنتيم|ريال|متر|كلم|dh|dhs|mad|dirhams?|euros?|€|m²|m2|km)/i;

/** Arabic-Indic digits as Latin ones and invisible marks as spaces, each in its place, so that positions stay. */
const plain = (text: string): string =>
  text
    .replaceAll(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replaceAll(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replaceAll(/[\u00a0\u2000-\u200f\u202a-\u202f\u2066-\u2069]/g, ' ')
    .replaceAll(/[‐-―−]/g, '-')
    .replaceAll(/[\uff20]/g, '@')
    .replaceAll(/[\u066b\u060c]/g, '.');

const spansOf = (text: string, pattern: RegExp, kind: FoundKind): Span[] =>
  [...text.matchAll(pattern)].map((match) => {
    const named = match[1];
    const from = named === undefined ? match.index : match.index + match[0].lastIndexOf(named);
    return { from, to: from + (named ?? match[0]).length, kind };
  });

const isIban = (text: string): boolean => {
  const letters = text.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
  // One text in 97 has the right remainder by chance: an account has ten figures and more besides.
  if (letters.replaceAll(/\D/g, '').length < 12) return false;
  const turned = `${letters.slice(4)}${letters.slice(0, 4)}`;
  const number = turned.replaceAll(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return letters.startsWith('MA') || BigInt(number) % 97n === 1n;
};

/**
 * Takes ids of people out of a text in Arabic, French or both, before it is shown to the public: e-mail addresses, IBAN and RIB,
 * telephone numbers, national ids, plates. Street numbers, dates, amounts and our references stay. Names are not found: whoever
 * publishes still reads. Pure.
 */
export function redact(text: string): Redacted {
  const seen = plain(text);
  const kept = [...seen.matchAll(reference)].map(({ 0: one, index }) => ({ from: index, to: index + one.length }));
  const candidates: Span[] = [
    ...spansOf(seen, email, 'email'),
    ...spansOf(seen, iban, 'account').filter(({ from, to }) => isIban(seen.slice(from, to))),
    ...spansOf(seen, rib, 'account'),
    ...phonesIn(seen).filter(({ to }) => !measured.test(seen.slice(to))),
    ...spansOf(seen, namedId, 'national-id'),
    ...spansOf(seen, nationalId, 'national-id').filter(({ to }) => !measured.test(seen.slice(to))),
    ...spansOf(seen, plate, 'plate'),
  ];
  const taken: Span[] = [];
  const meets = (one: Span) => (other: { from: number; to: number }) => one.from < other.to && other.from < one.to;
  for (const one of candidates) if (![...kept, ...taken].some(meets(one))) taken.push(one);
  taken.sort((a, b) => a.from - b.from);
  let redacted = '';
  let end = 0;
  for (const { from, to } of taken) {
    redacted += text.slice(end, from) + MARK;
    end = to;
  }
  return { text: redacted + text.slice(end), found: taken.map(({ kind }) => kind) };
}

/** What the library finds (foreign numbers too), and what people type that it takes for something else. */
function phonesIn(seen: string): Span[] {
  const library = findPhoneNumbersInText(seen, 'MA').map(
    ({ startsAt, endsAt }): Span => ({ from: startsAt, to: endsAt, kind: 'phone' }),
  );
  return [...spansOf(seen, phone, 'phone'), ...library];
}
