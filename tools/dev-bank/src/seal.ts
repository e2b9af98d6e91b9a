import { createHash } from 'node:crypto';

const escaped = (text: string): string => text.replace(/[\\|]/g, (sign) => `\\${sign}`);

/**
 * The seal as the bank makes it (hash version 3), written from its description and not from the platform's code: what both agree on is right
 * or they are wrong in the same way.
 */
export function sealOf(fields: Readonly<Record<string, string>>, storeKey: string): string {
  const names = Object.keys(fields)
    .filter((name) => !/^(hash|encoding)$/i.test(name))
    .sort((a, b) => a.toLowerCase().localeCompare(b.toLowerCase(), 'en'));
  let text = '';
  for (const name of names) text += `${escaped(fields[name] ?? '')}|`;
  return createHash('sha512')
    .update(text + escaped(storeKey))
    .digest()
    .toString('base64');
}

export const sealed = (fields: Readonly<Record<string, string>>, storeKey: string): Record<string, string> => ({
  ...fields,
  HASH: sealOf(fields, storeKey),
});
