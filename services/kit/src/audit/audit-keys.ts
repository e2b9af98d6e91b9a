import { createPrivateKey, createPublicKey, type JsonWebKey, sign, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const jwk = z.looseObject({ kid: z.string().min(1), kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() });
const privateJwk = jwk.extend({ d: z.string() });

export interface AuditKeys {
  /** Name of the key that signs now. */
  readonly kid: string;
  /** Ed25519 signature of a text, base64url. */
  sign(text: string): string;
  /** False also for a key that is not known. */
  verify(kid: string, text: string, signature: string): boolean;
}

/**
 * Reads `audit.key.json` (a private Ed25519 JWK with `kid`: it signs) and `audit.jwks.json` (public keys of now and before: they
 * verify) from the secrets directory. Apart from the keys of callers: who may speak for a service need not sign its history.
 */
export async function openAuditKeys(secretsDir: string): Promise<AuditKeys> {
  const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(secretsDir, name), 'utf8'));
  const own = privateJwk.parse(await read('audit.key.json'));
  const { keys } = z.object({ keys: z.array(jwk) }).parse(await read('audit.jwks.json'));
  const signing = createPrivateKey({ format: 'jwk', key: own as JsonWebKey });
  const known = new Map(
    keys.map((one) => [one.kid, createPublicKey({ format: 'jwk', key: one as JsonWebKey })] as const),
  );
  return {
    kid: own.kid,
    sign: (text) => sign(null, Buffer.from(text), signing).toString('base64url'),
    verify(kid, text, signature) {
      const key = known.get(kid);
      return key !== undefined && verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
    },
  };
}
