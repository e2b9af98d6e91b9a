import { developmentGrantType } from '@jamaa/dev-issuer';
import { z } from 'zod';

const answer = z.object({ access_token: z.string(), expires_in: z.number() });
const REFRESH_BEFORE_S = 120;

export interface Tokens {
  /** A bearer token of a demonstration account, renewed before it expires. */
  of(account: string): Promise<string>;
}

export function createTokens(issuer: string): Tokens {
  const known = new Map<string, { token: Promise<string>; until: number }>();
  const fetchToken = async (account: string): Promise<string> => {
    const body = new URLSearchParams({ grant_type: developmentGrantType, client_id: 'cli', account });
    const response = await fetch(`${issuer}/token`, { method: 'POST', body, signal: AbortSignal.timeout(10_000) });
    if (!response.ok) throw new Error(`no token for ${account}: ${response.status} ${await response.text()}`);
    const { access_token, expires_in } = answer.parse(await response.json());
    known.set(account, {
      token: Promise.resolve(access_token),
      until: Date.now() + (expires_in - REFRESH_BEFORE_S) * 1000,
    });
    return access_token;
  };
  return {
    of(account) {
      const kept = known.get(account);
      if (kept !== undefined && kept.until > Date.now()) return kept.token;
      const token = fetchToken(account);
      // Calls in the meantime wait for the same request.
      known.set(account, { token, until: Date.now() + 10_000 });
      token.catch(() => known.delete(account));
      return token;
    },
  };
}
