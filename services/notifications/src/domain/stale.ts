/** Up to which age an event still calls for messages. */
export interface StalePolicy {
  /** First day it holds, as an instant. */
  readonly from: string;
  readonly maxAgeMs: number;
}

const DAY_MS = 86_400_000;

/**
 * Our rule, dated: fourteen days. A service that is new, restored or long away reads all that ever happened; who is told of it
 * years late takes it for news, and a wrong "you have an answer" does more harm than none. Any real standstill ends within days.
 */
const policies: readonly StalePolicy[] = [{ from: '2026-01-01T00:00:00Z', maxAgeMs: 14 * DAY_MS }];

/** The policy in force. */
export function stalePolicyAt(now: Date): StalePolicy {
  const found = policies.findLast((policy) => Date.parse(policy.from) <= now.getTime()) ?? policies[0];
  if (found === undefined) throw new Error('no policy for stale events is configured');
  return found;
}

/** Whether an event that happened at `time` is too old to tell anybody of it; both by the business clock. */
export const isStale = (time: Date, now: Date): boolean => now.getTime() - time.getTime() > stalePolicyAt(now).maxAgeMs;
