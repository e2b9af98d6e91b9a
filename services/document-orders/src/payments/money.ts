/** Centimes as CMI writes amounts: `2050` is `20.50`. */
export const dirhams = (centimes: number): string =>
  `${Math.floor(centimes / 100)}.${String(centimes % 100).padStart(2, '0')}`;

/** Read without a floating point; `undefined` for what is no amount of dirhams. */
export function centimes(text: string): number | undefined {
  const match = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(text);
  return match === null ? undefined : Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}
