import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLocalJWKSet, errors, importJWK, type JSONWebKeySet, type JWK, jwtVerify, SignJWT } from 'jose';
import { AppError } from '../errors/app-error.ts';
import type { Caller } from './caller.ts';

const LIFETIME_S = 60;
/** By how much the clocks of two processes may disagree; more than that is told by an alert long before. */
const CLOCK_TOLERANCE_S = 120;

/** Mints tokens that say who calls, for one target service each. Only the gateway may speak for anybody but itself. */
export interface CallerSigner {
  mint(caller: Caller, target: string): Promise<string>;
}

/**
 * @throws AppError `unauthenticated` for a token that is missing, forged, or meant for another service; `unavailable` for a genuine one whose time
 * is over: callers renew theirs in time, so the clocks of the two disagree, and whoever asked may come again.
 */
export interface CallerVerifier {
  verify(token: string | undefined): Promise<Caller>;
}

/** The name under which other cells know a service of this one, and the audience of tokens for it. */
export const acrossCells = (service: string, cell: string): string => `${service}@${cell}`;

/**
 * Reads `<issuer>.key.json` (a private Ed25519 JWK with `kid` = issuer) from the secrets directory. `as`: the name under which it signs
 * instead; the same key, whose public half stands under that name in `callers.jwks.json` of those who verify it.
 */
export async function createCallerSigner(secretsDir: string, issuer: string, as = issuer): Promise<CallerSigner> {
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
      const token = await new SignJWT(claims)
        .setProtectedHeader({ alg: 'EdDSA', kid: as === issuer ? (jwk.kid ?? issuer) : as })
        .setIssuer(as)
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
 * Reads `callers.jwks.json`, the public keys of all services by `kid`, those of other cells as `<service>@<cell>`. Without `cell` nobody
 * of another cell is taken.
 */
export async function createCallerVerifier(
  secretsDir: string,
  audience: string,
  cell?: string,
): Promise<CallerVerifier> {
  const jwks = JSON.parse(await readFile(join(secretsDir, 'callers.jwks.json'), 'utf8')) as JSONWebKeySet;
  const keys = createLocalJWKSet(jwks);
  const verified = new Map<string, { caller: Caller; until: number }>();
  return {
    async verify(token) {
      if (token === undefined || token === '') throw new AppError('unauthenticated', 'no caller token');
      const now = Math.floor(Date.now() / 1000);
      const known = verified.get(token);
      if (known !== undefined && known.until > now) return known.caller;
      try {
        const { payload, protectedHeader } = await jwtVerify<{ jamaa: Caller }>(token, keys, {
          audience: cell === undefined ? audience : [audience, acrossCells(audience, cell)],
          algorithms: ['EdDSA'],
          requiredClaims: ['exp'],
          clockTolerance: CLOCK_TOLERANCE_S,
        });
        const caller = payload.jamaa;
        const from = issuerOf(caller);
        // What another cell signs is good in the one cell that it names.
        const here = caller.kind === 'cell' && cell !== undefined ? acrossCells(audience, cell) : audience;
        if (payload.iss !== from || payload.aud !== here || protectedHeader.kid !== payload.iss)
          throw new Error('issuer may not vouch for this caller');
        if (verified.size > 5_000) verified.clear();
        verified.set(token, { caller, until: (payload.exp ?? now) + CLOCK_TOLERANCE_S });
        return caller;
      } catch (error) {
        if (error instanceof errors.JWTExpired)
          throw new AppError('unavailable', 'caller token expired: the clocks of two services disagree', {
            cause: error,
          });
        throw new AppError('unauthenticated', 'caller token refused', { cause: error });
      }
    },
  };
}

/** A service vouches for itself only; the gateway alone vouches for people, and for those of its own cell. */
function issuerOf(caller: Caller): string {
  if (caller.kind === 'service') return caller.service;
  return caller.kind === 'cell' ? acrossCells(caller.service, caller.cell) : 'gateway';
}
