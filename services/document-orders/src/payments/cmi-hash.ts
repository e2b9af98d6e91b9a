import { createHash, timingSafeEqual } from 'node:crypto';

/** They are not part of what is sealed. */
const unsealed = new Set(['hash', 'encoding']);

const escaped = (value: string): string => value.replaceAll('\\', '\\\\').replaceAll('|', '\\|');

const upper = (name: string): string => name.toUpperCase();

/**
 * Version 3 of the seal of CMI and its like: the values of all fields, by name without regard to case, escaped and joined by `|` with the
 * store key at the end; SHA-512 of their UTF-8, in base64.
 */
export function cmiHash(fields: Iterable<readonly [string, string]>, storeKey: string): string {
  const values = [...fields]
    .filter(([name]) => !unsealed.has(name.toLowerCase()))
    .sort(([a], [b]) => (upper(a) < upper(b) ? -1 : 1))
    .map(([, value]) => escaped(value));
  return createHash('sha512')
    .update([...values, escaped(storeKey)].join('|'), 'utf8')
    .digest('base64');
}

/** Whether the fields bear the seal of whoever has the key. */
export function isSealed(fields: ReadonlyMap<string, string>, storeKey: string): boolean {
  const told = [...fields].find(([name]) => name.toLowerCase() === 'hash')?.[1] ?? '';
  const right = Buffer.from(cmiHash(fields, storeKey));
  const given = Buffer.from(told);
  return given.length === right.length && timingSafeEqual(given, right);
}
