import { AppError, type Caller } from '@jamaa/kit';
import type { Request } from 'express';
import { errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';

export interface Authenticator {
  /** Who sends the request: a bearer of a valid access token, or the anonymous public. @throws `unauthenticated` for a bad token. */
  caller(request: Request): Promise<Caller>;
}

export interface AuthenticatorOptions {
  readonly issuer: string;
  readonly keyOf: JWTVerifyGetKey;
  readonly audience: string;
}

/** What is read of a token: a name and an address reach queries, so that they must be text, whoever has signed them. */
const claims = z.object({
  sub: z.string().min(1).max(255),
  exp: z.number(),
  email: z.string().max(320).optional(),
  email_verified: z.boolean().optional(),
  acr: z.string().optional(),
  client_id: z.string().max(255).default('unknown'),
});

/** Verifies access tokens offline, against keys that are cached: signing in elsewhere, working here when the link is down. */
export function createAuthenticator(o: AuthenticatorOptions): Authenticator {
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
        const { payload } = await jwtVerify(token, o.keyOf, {
          issuer: o.issuer,
          audience: o.audience,
          algorithms: ['ES256', 'EdDSA', 'RS256'],
          requiredClaims: ['sub', 'exp'],
        });
        const { sub, exp, email, email_verified, acr, client_id } = claims.parse(payload);
        const caller: Caller = {
          kind: 'account',
          subject: sub,
          client: client_id,
          email: email_verified === true ? email : undefined,
          acr: acr === 'strong' ? 'strong' : 'simple',
        };
        if (known.size > 10_000) known.clear();
        known.set(token, { caller, until: Math.min(exp, now + 60) });
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
