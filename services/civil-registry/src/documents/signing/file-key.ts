import { createPrivateKey, type KeyObject, sign, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SealKey } from './ports.ts';

/**
 * A key of mounted files, `<name>.key.pem` (PKCS #8) and `<name>.chain.pem` (its certificate first).
 * @throws Error when a file is missing, or the certificate is another key's
 */
export async function openFileKey(folder: string, name: string): Promise<SealKey> {
  const key = createPrivateKey(await readFile(join(folder, `${name}.key.pem`)));
  const chain = await readFile(join(folder, `${name}.chain.pem`), 'utf8');
  const certificates = (chain.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map(
    (pem) => new X509Certificate(pem),
  );
  if (certificates[0]?.checkPrivateKey(key) !== true) throw new Error(`${name}.chain.pem begins with another key`);
  return {
    certificates: certificates.map(({ raw }) => raw),
    algorithm: algorithmOf(key),
    sign: async (bytes) => sign('sha256', bytes, key),
  };
}

function algorithmOf(key: KeyObject): SealKey['algorithm'] {
  if (key.asymmetricKeyType === 'rsa') return 'rsa';
  if (key.asymmetricKeyType === 'ec') return 'ecdsa';
  throw new Error(`keys of type ${key.asymmetricKeyType} do not seal documents`);
}
