import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { z } from 'zod';
import { StartError } from './process.ts';

/** Access and ID tokens are signed with ECDSA on P-256: every JWT library verifies it, and the keys are short. */
export const signingAlgorithm = 'ES256';

const keysSchema = z.object({
  jwk: z.object({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: z.string(),
    y: z.string(),
    d: z.string(),
    kid: z.string(),
    alg: z.literal(signingAlgorithm),
    use: z.literal('sig'),
  }),
  cookieKey: z.string().min(32),
});

/** The issuer's secrets: the private signing key and the key of its cookies' signatures. */
export type IssuerKeys = z.output<typeof keysSchema>;

const generate = async (): Promise<IssuerKeys> => {
  const { privateKey } = await generateKeyPair(signingAlgorithm, { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  return keysSchema.parse({
    jwk: { ...jwk, kid, alg: signingAlgorithm, use: 'sig' },
    cookieKey: randomBytes(32).toString('base64url'),
  });
};

const readExisting = (file: string): IssuerKeys | undefined => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return keysSchema.parse(JSON.parse(text));
  } catch {
    throw new StartError(`${file} is damaged: remove it to get a new key (tokens made before become invalid)`);
  }
};

/**
 * The keys kept in the data folder, made at the first start. Kept, so that tokens and their verifiers' cached key
 * sets outlive a restart; readable by their owner alone (folder 0700, file 0600).
 */
export const loadKeys = async (directory: string): Promise<IssuerKeys> => {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  chmodSync(directory, 0o700);
  const file = join(directory, 'keys.json');
  const existing = readExisting(file);
  if (existing) return existing;
  const keys = await generate();
  // Written beside and renamed: a crash in between leaves no half a key.
  writeFileSync(`${file}.new`, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return keys;
};
