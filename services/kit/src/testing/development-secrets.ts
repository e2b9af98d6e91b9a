import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { writeDevelopmentCertificates } from './development-certificates.ts';

/**
 * Makes the keys that production mounts as secrets: one signing key per name in `issuers`, their public half in
 * `callers.jwks.json`, the keys that sign audit roots and the codes on documents, what seals documents, the seed of officers'
 * development keys, and the master keys. Existing files are kept, so that restarts can open what was sealed.
 */
export async function writeDevelopmentSecrets(folder: string, issuers: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const publicKeys: JWK[] = [];
  for (const issuer of issuers) {
    const file = join(folder, `${issuer}.key.json`);
    if (!existsSync(file)) {
      const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
      await writeFile(file, JSON.stringify({ ...(await exportJWK(privateKey)), kid: issuer, alg: 'EdDSA' }), {
        mode: 0o600,
      });
    }
    const { d: _private, ...publicKey } = JSON.parse(await readFile(file, 'utf8')) as JWK;
    publicKeys.push(publicKey);
  }
  const callers = join(folder, 'callers.jwks.json');
  await writeFile(callers, JSON.stringify({ keys: [...publicKeys, ...(await ofOtherCells(callers))] }));
  await writeSigningKey(folder, 'audit', 'audit-1');
  await writeSigningKey(folder, 'document-codes', '1');
  await writeDevelopmentCertificates(folder);
  await writeSigningSeed(folder);
  const master = join(folder, 'master-keys.json');
  if (existsSync(master)) return;
  const key = (): string => randomBytes(32).toString('base64');
  await writeFile(master, JSON.stringify({ current: '1', master: { 1: key() }, index: key() }), { mode: 0o600 });
}

/** Keys of services of other cells that were told here, `service@cell`. */
async function ofOtherCells(file: string): Promise<JWK[]> {
  if (!existsSync(file)) return [];
  const { keys } = JSON.parse(await readFile(file, 'utf8')) as { keys: JWK[] };
  return keys.filter(({ kid = '' }) => kid.includes('@'));
}

/** From it the civil registry's development signer derives a key for each officer. */
async function writeSigningSeed(folder: string): Promise<void> {
  const file = join(folder, 'civil-signing.key.json');
  if (existsSync(file)) return;
  await writeFile(file, JSON.stringify({ seed: randomBytes(32).toString('base64') }), { mode: 0o600 });
}

async function writeSigningKey(folder: string, name: string, kid: string): Promise<void> {
  const file = join(folder, `${name}.key.json`);
  if (existsSync(file)) return;
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid, alg: 'EdDSA' };
  const { d: _private, ...publicKey } = key;
  await writeFile(join(folder, `${name}.jwks.json`), JSON.stringify({ keys: [publicKey] }));
  await writeFile(file, JSON.stringify(key), { mode: 0o600 });
}
