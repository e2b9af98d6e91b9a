import { type Caller, isAppError } from '@jamaa/kit';
import type { Logger } from '@jamaa/observability';
import type { ServiceClients } from '../clients/services.ts';

const KEEP_MS = 10 * 60_000;

/**
 * Lets directory bind an account to its issuer's subject at the first sign-in, by verified e-mail, before the first request is
 * worked on. With directory out of reach the request goes on: accounts already bound are known everywhere by local copies.
 */
export function createBinding(clients: ServiceClients, logger: Logger): (caller: Caller) => Promise<void> {
  const seen = new Map<string, number>();
  return async (caller) => {
    if (caller.kind !== 'account' || caller.email === undefined) return;
    const now = Date.now();
    if ((seen.get(caller.subject) ?? 0) > now) return;
    try {
      await clients.for(caller).directory.resolveAccount({ email: caller.email, subject: '' });
    } catch (error) {
      if (!isAppError(error) || !error.retryable) throw error;
      logger.warn({ err: error }, 'account not resolved at sign-in');
      return;
    }
    if (seen.size > 50_000) seen.clear();
    seen.set(caller.subject, now + KEEP_MS);
  };
}
