import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLocalJWKSet, importJWK, type JSONWebKeySet, type JWK, jwtVerify, SignJWT } from 'jose';
import { AppError } from '../errors/app-error.ts';
import { type Caller, cellIssuer } from './caller.ts';

const LIFETIME_S = 60;

/** Mints tokens that say who calls, for one target service each. Only the gateway may speak for anybody but itself. */
export interface CallerSigner {
  mint(caller: Caller, target: string): Promise<string>;
}

/** @throws AppError `unauthenticated` for a token that is missing, expired, forged, or meant for another service. */
export interface CallerVerifier {
  verify(token: string | undefined): Promise<Caller>;
}

/** Reads `<issuer>.key.json` (a private Ed25519 JWK with `kid` = issuer) from the secrets directory. */
export async function createCallerSigner(secretsDir: string, issuer: string): Promise<CallerSigner> {
  const jwk = JSON.parse(await readFile(join(secretsDir, `${issuer}.key.json`), 'utf8')) as JWK;
  const key = await importJWK(jwk, 'EdDSA');
  const cache = new Map<string, { token: string; until: number }>();
  return {
    async mint(caller, target) {
      const claims = { jamaa: caller };
      const cacheKey = JSON.stringify([caller, target]);
      const now = Math.floor(Date.now() / 1000);
      const cached = cache.get(cacheKey);
      if (cached !== undefined && cached.until > now) return cached.token;
      const name = caller.kind === 'cell-service' ? cellIssuer(caller) : issuer;
      const token = await new SignJWT(claims)
        .setProtectedHeader({ alg: 'EdDSA', kid: name === issuer ? (jwk.kid ?? issuer) : name })
        .setIssuer(name)
        .setAudience(target)
        .setIssuedAt(now)
        .setExpirationTime(now + LIFETIME_S)
        .sign(key);
      if (cache.size > 1_000) cache.clear();
      cache.set(cacheKey, { token, until: now + LIFETIME_S / 2 });
      return token;
    },
  };
}

/**
 * Reads `callers.jwks.json`, the public keys of all services by `kid`, and, where there are other cells, `cells.jwks.json`: those of
 * their services that may call here, `kid` being `service@cell`.
 */
export async function createCallerVerifier(secretsDir: string, audience: string): Promise<CallerVerifier> {
  const own = await keySet(join(secretsDir, 'callers.jwks.json'));
  const elsewhere = join(secretsDir, 'cells.jwks.json');
  const keys = createLocalJWKSet({ keys: [...own, ...(existsSync(elsewhere) ? await keySet(elsewhere) : [])] });
  const verified = new Map<string, { caller: Caller; until: number }>();
  return {
    async verify(token) {
      if (token === undefined || token === '') throw new AppError('unauthenticated', 'no caller token');
      const now = Math.floor(Date.now() / 1000);
      const known = verified.get(token);
      if (known !== undefined && known.until > now) return known.caller;
      try {
        const { payload, protectedHeader } = await jwtVerify<{ jamaa: Caller }>(token, keys, {
          audience,
          algorithms: ['EdDSA'],
          requiredClaims: ['exp'],
        });
        const caller = payload.jamaa;
        if (voucherOf(caller) !== payload.iss || protectedHeader.kid !== payload.iss)
          throw new Error('issuer may not vouch for this caller');
        if (verified.size > 5_000) verified.clear();
        verified.set(token, { caller, until: payload.exp ?? now });
        return caller;
      } catch (error) {
        throw new AppError('unauthenticated', 'caller token refused', { cause: error });
      }
    },
  };
}

const keySet = async (file: string): Promise<JWK[]> => (JSON.parse(await readFile(file, 'utf8')) as JSONWebKeySet).keys;

/** A service vouches for itself only; the gateway alone vouches for people. */
function voucherOf(caller: Caller): string {
  if (caller.kind === 'service') return caller.service;
  return caller.kind === 'cell-service' ? cellIssuer(caller) : 'gateway';
}
