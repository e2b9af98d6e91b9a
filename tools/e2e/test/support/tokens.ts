import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { issuer } from '@jamaa/e2e';
import { importJWK, type JWK, type JWTPayload, SignJWT } from 'jose';
import { dataFolder } from './platform.ts';

interface Signing {
  /** Key to sign with; the development issuer's own when absent. */
  readonly key?: JWK;
}

/** The development issuer's signing key, so that tests can mint what it would never give out. */
export async function issuerKey(): Promise<JWK> {
  const file = join(await dataFolder(), 'sign-in/keys.json');
  return (JSON.parse(await readFile(file, 'utf8')) as { jwk: JWK }).jwk;
}

/** An access token like the issuer's, with claims changed at will; `undefined` leaves a claim out. */
export async function mint(claims: JWTPayload, { key }: Signing = {}): Promise<string> {
  const jwk = key ?? (await issuerKey());
  const now = Math.floor(Date.now() / 1000);
  const whole = { iss: issuer, aud: 'jamaa', iat: now, exp: now + 600, client_id: 'cli', acr: 'strong', ...claims };
  return new SignJWT(whole)
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', ...(jwk.kid === undefined ? {} : { kid: jwk.kid }) })
    .sign(await importJWK(jwk, 'ES256'));
}

/** A person nobody has seen before: signed in, without an account of the staff. */
export const freshCitizen = (): Promise<string> => {
  const sub = randomUUID();
  return mint({ sub, email: `${sub}@citizen.example`, email_verified: true });
};
