/** How often, and how far apart, a message is tried whose provider has said "not now". */
export interface RetryPolicy {
  /** First day it holds, as an instant. */
  readonly from: string;
  readonly baseMs: number;
  readonly factor: number;
  readonly maxMs: number;
  readonly maxTries: number;
}

const MINUTE_MS = 60_000;

/** Our rule, dated: eight tries over about ten hours, one minute after the first, six hours before the last. */
const policies: readonly RetryPolicy[] = [
  { from: '2026-01-01T00:00:00Z', baseMs: MINUTE_MS, factor: 2.67, maxMs: 360 * MINUTE_MS, maxTries: 8 },
];

/** The policy in force; `baseMs` replaces the first delay, for tests. */
export function retryPolicyAt(now: Date, baseMs?: number): RetryPolicy {
  const found = policies.findLast((policy) => Date.parse(policy.from) <= now.getTime()) ?? policies[0];
  if (found === undefined) throw new Error('no retry policy is configured');
  return baseMs === undefined ? found : { ...found, baseMs };
}

/** Milliseconds to wait after the `tries`-th try has failed for now; `undefined`: that was the last. */
export function delayAfter(tries: number, policy: RetryPolicy): number | undefined {
  if (tries >= policy.maxTries) return undefined;
  return Math.min(policy.maxMs, Math.round(policy.baseMs * policy.factor ** (tries - 1)));
}
