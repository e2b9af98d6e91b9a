/** Crockford base 32: no I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Check character by Luhn mod 32 over all letters and digits before it: finds every single wrong character and every swap of
 * neighbours but one pair.
 */
export function checkCharacter(text: string): string {
  let factor = 2;
  let sum = 0;
  for (const character of [...text.replaceAll('-', '')].reverse()) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) throw new RangeError(`${character} is not in the alphabet`);
    const product = value * factor;
    sum += Math.floor(product / 32) + (product % 32);
    factor = factor === 2 ? 1 : 2;
  }
  return ALPHABET.charAt((32 - (sum % 32)) % 32);
}

/** Characters from random bytes, five bits each. */
export const base32 = (bytes: Uint8Array): string => [...bytes].map((byte) => ALPHABET.charAt(byte & 31)).join('');

/**
 * A public reference: région code, two-digit year of receipt, six random characters, check character, for example
 * `03-26-7K3Q9M-C`. Not guessable, no counter; its région tells a gateway which cell owns the case. What is no complaint has the letter
 * of its kind before it, `D-03-26-7K3Q9M-C`, which the check character covers.
 */
export function makeReference(region: string, year: number, random: Uint8Array, kind = ''): string {
  const place = `${kind === '' ? '' : `${kind}-`}${region}-${String(year % 100).padStart(2, '0')}`;
  const body = `${place}-${base32(random.subarray(0, 6))}`;
  return `${body}-${checkCharacter(body)}`;
}

/** The reference as stored, from what a person typed (lower case, O for 0, I or L for 1); `undefined` when it cannot be one. */
export function parseReference(typed: string, kind = ''): string | undefined {
  const text = typed.trim().toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  const match = /^(?:([A-Z])-?)?(\d{2})-?(\d{2})-?([0-9A-HJKMNP-TV-Z]{6})-?([0-9A-HJKMNP-TV-Z])$/.exec(text);
  if (match === null || (match[1] ?? '') !== kind) return undefined;
  const body = `${kind === '' ? '' : `${kind}-`}${match[2]}-${match[3]}-${match[4]}`;
  return checkCharacter(body) === match[5] ? `${body}-${match[5]}` : undefined;
}
