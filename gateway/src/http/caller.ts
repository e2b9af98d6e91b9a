import { AppError, type Caller } from '@jamaa/kit';
import type { Request } from 'express';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';

export interface Authenticator {
  /** Who sends the request: a bearer of a valid access token, or the anonymous public. @throws `unauthenticated` for a bad token. */
  caller(request: Request): Promise<Caller>;
}

export interface AuthenticatorOptions {
  readonly issuer: string;
  readonly jwksUrl: string;
  readonly audience: string;
}

interface Claims {
  email?: string;
  email_verified?: boolean;
  acr?: string;
  client_id?: string;
}

/** Verifies access tokens offline, against keys that are cached: signing in elsewhere, working here when the link is down. */
export function createAuthenticator(o: AuthenticatorOptions): Authenticator {
  const keys = createRemoteJWKSet(new URL(o.jwksUrl), {
    cacheMaxAge: 3_600_000,
    cooldownDuration: 5_000,
    timeoutDuration: 3_000,
  });
  const known = new Map<string, { caller: Caller; until: number }>();
  return {
    async caller(request) {
      const header = request.get('authorization');
      if (header === undefined) return { kind: 'anonymous', client: 'public' };
      const token = /^Bearer ([\w.~+/=-]+)$/i.exec(header)?.[1];
      if (token === undefined) throw new AppError('unauthenticated', 'send Authorization: Bearer <access token>');
      const now = Math.floor(Date.now() / 1000);
      const cached = known.get(token);
      if (cached !== undefined && cached.until > now) return cached.caller;
      try {
        const { payload } = await jwtVerify<Claims>(token, keys, {
          issuer: o.issuer,
          audience: o.audience,
          algorithms: ['ES256', 'EdDSA', 'RS256'],
          requiredClaims: ['sub', 'exp'],
        });
        const caller: Caller = {
          kind: 'account',
          subject: payload.sub ?? '',
          client: payload.client_id ?? 'unknown',
          email: payload.email_verified === true ? payload.email : undefined,
          acr: payload.acr === 'strong' ? 'strong' : 'simple',
        };
        if (known.size > 10_000) known.clear();
        known.set(token, { caller, until: Math.min(payload.exp ?? now, now + 60) });
        return caller;
      } catch (error) {
        if (error instanceof errors.JWKSTimeout || error instanceof TypeError) {
          throw new AppError('unavailable', 'sign-in keys are out of reach', { cause: error });
        }
        const reason =
          error instanceof errors.JWTExpired ? 'the access token has expired' : 'the access token is not valid';
        throw new AppError('unauthenticated', reason, { cause: error });
      }
    },
  };
}
