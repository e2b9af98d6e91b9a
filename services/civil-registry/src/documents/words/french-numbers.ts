const UNDER_TWENTY = [
  '',
  'un',
  'deux',
  'trois',
  'quatre',
  'cinq',
  'six',
  'sept',
  'huit',
  'neuf',
  'dix',
  'onze',
  'douze',
  'treize',
  'quatorze',
  'quinze',
  'seize',
  'dix-sept',
  'dix-huit',
  'dix-neuf',
];
const TENS = [
  '',
  '',
  'vingt',
  'trente',
  'quarante',
  'cinquante',
  'soixante',
  'soixante',
  'quatre-vingt',
  'quatre-vingt',
];

/** A number of 1 to 9,999 in words as years and numbers of acts are written: ordinal, so without plural marks, and `mil` for the first thousand. */
export function frenchNumber(value: number): string {
  const thousands = Math.floor(value / 1_000);
  const hundreds = Math.floor(value / 100) % 10;
  const rest = value % 1_000;
  const thousand = thousands === 1 ? (rest === 0 ? 'mille' : 'mil') : `${UNDER_TWENTY[thousands]} mille`;
  return [
    thousands === 0 ? '' : thousand,
    hundreds === 0 ? '' : hundreds === 1 ? 'cent' : `${UNDER_TWENTY[hundreds]} cent`,
    belowHundred(value % 100),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function belowHundred(value: number): string {
  if (value < 20) return UNDER_TWENTY[value] ?? '';
  const ten = Math.floor(value / 10);
  const tens = TENS[ten] ?? '';
  const unit = UNDER_TWENTY[value - (ten === 7 || ten === 9 ? ten - 1 : ten) * 10] ?? '';
  if (unit === '') return tens;
  const joined = ten < 8 && (unit === 'un' || unit === 'onze');
  return joined ? `${tens} et ${unit}` : `${tens}-${unit}`;
}

/** Hours and minutes are feminine: `une heure`, `vingt et une minutes`. */
export const frenchCounted = (value: number, noun: string): string =>
  `${frenchNumber(value).replace(/\bun$/, 'une')} ${noun}${value === 1 ? '' : 's'}`;
