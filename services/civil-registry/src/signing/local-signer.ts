import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Signer, SignerId } from '../domain/signing.ts';

const keyFile = z.object({ seed: z.base64() });

/** RFC 8410: what stands before the 32 bytes of an Ed25519 private key. */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');
const MOST_KEYS = 5_000;

/**
 * Development signer: an Ed25519 key per signer, derived from the seed in `civil-signing.key.json` of the secrets directory. Production
 * puts a remote signer with the officers' certificates behind the same port.
 */
export async function openLocalSigner(secretsDir: string): Promise<Signer> {
  const { seed } = keyFile.parse(JSON.parse(await readFile(join(secretsDir, 'civil-signing.key.json'), 'utf8')));
  const keys = new Map<SignerId, { readonly secret: KeyObject; readonly open: KeyObject }>();
  const keyOf = (who: SignerId) => {
    const known = keys.get(who);
    if (known !== undefined) return known;
    const raw = Buffer.from(hkdfSync('sha256', Buffer.from(seed, 'base64'), '', `jamaa civil signing ${who}`, 32));
    const secret = createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, raw]), format: 'der', type: 'pkcs8' });
    const pair = { secret, open: createPublicKey(secret) };
    if (keys.size >= MOST_KEYS) keys.clear();
    keys.set(who, pair);
    return pair;
  };
  return {
    sign: async (who, bytes) => sign(null, bytes, keyOf(who).secret),
    verify: async (who, bytes, signature) => verify(null, bytes, keyOf(who).open, signature),
  };
}
