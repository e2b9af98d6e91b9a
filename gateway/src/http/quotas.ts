import { AppError, type Caller } from '@jamaa/kit';
import type { Request, Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

export type QuotaName = 'read' | 'write' | 'file' | 'code' | 'upload';

interface DatedQuota {
  /** First instant it holds. */
  readonly from: string;
  /** Requests a minute, for one address without sign-in and for one account. */
  readonly anonymous: Readonly<Record<QuotaName, number>>;
  readonly account: Readonly<Record<QuotaName, number>>;
}

/** Our defaults, dated so that a change is on record. Filing: a family behind one address must get through, a flood must not.
 * Codes: enough for slips of the finger, too few to guess. */
const quotas: readonly DatedQuota[] = [
  {
    from: '2026-01-01T00:00:00Z',
    anonymous: { read: 1_200, write: 60, file: 20, code: 12, upload: 30 },
    account: { read: 3_000, write: 600, file: 120, code: 30, upload: 200 },
  },
];

export interface Quotas {
  /** Counts one request. @throws `rate-limited`, with Retry-After and RateLimit headers set. */
  consume(name: QuotaName, request: Request, response: Response, caller: Caller): Promise<void>;
}

/** Quotas per account, or per address for the anonymous; kept in each gateway process. */
export function createQuotas(now: Date, scale: number): Quotas {
  const quota = quotas.findLast((one) => Date.parse(one.from) <= now.getTime()) ?? quotas[0];
  if (quota === undefined) throw new Error('no quota is configured');
  const limiter = (kind: 'anonymous' | 'account', name: QuotaName): RateLimiterMemory =>
    new RateLimiterMemory({ keyPrefix: `${kind}:${name}`, points: Math.ceil(quota[kind][name] * scale), duration: 60 });
  const limiters = new Map(
    (['anonymous', 'account'] as const).flatMap((kind) =>
      (['read', 'write', 'file', 'code', 'upload'] as const).map(
        (name) => [`${kind}:${name}`, limiter(kind, name)] as const,
      ),
    ),
  );
  return {
    async consume(name, request, response, caller) {
      const kind = caller.kind === 'account' ? 'account' : 'anonymous';
      const key = caller.kind === 'account' ? caller.subject : (request.ip ?? 'unknown');
      const used = limiters.get(`${kind}:${name}`);
      if (used === undefined) return;
      try {
        const left = await used.consume(key);
        response.setHeader(
          'RateLimit',
          `limit=${used.points}, remaining=${left.remainingPoints}, reset=${Math.ceil(left.msBeforeNext / 1000)}`,
        );
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        response.setHeader('Retry-After', String(Math.max(1, Math.ceil(error.msBeforeNext / 1000))));
        throw new AppError('rate-limited', `more than ${used.points} requests a minute`);
      }
    },
  };
}
