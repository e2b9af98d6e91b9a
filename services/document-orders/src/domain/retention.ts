import type { Order } from './order.ts';

interface RetentionRule {
  /** Name in the deletion register. */
  readonly id: string;
  /** First day it holds, as an instant. */
  readonly from: string;
  /** Purposes for which what a person told is kept that long; law 09-08 wants them, and a limit. */
  readonly purpose: string;
  /** Months after the end of an order that was never paid. */
  readonly unpaid: number;
  /** The same of one that was paid. */
  readonly paid: number;
}

/**
 * Our rule; law 09-08 names no figure. Orders hold a national id, an address and whose act was asked for. What the books need (amounts,
 * numbers of receipts) holds no person and stays. Nothing ends before the rule has been in force for as long as it grants.
 */
const rules: readonly RetentionRule[] = [
  {
    id: 'orders-2026',
    from: '2026-01-01T00:00:00Z',
    purpose: 'envelopes that are lost, disputed payments, remedies against a refusal',
    unpaid: 3,
    paid: 24,
  },
];

/** The rule in force at an instant. */
export function retentionRuleAt(now: Date): RetentionRule {
  const found = rules.findLast((rule) => Date.parse(rule.from) <= now.getTime()) ?? rules[0];
  if (found === undefined) throw new Error('no retention rule is configured');
  return found;
}

/** Until when what was told with an order that ended at `endedAt` is kept, by the rule in force `now`. */
export function keptUntil(order: Pick<Order, 'received'>, endedAt: Date, now: Date): Date {
  const rule = retentionRuleAt(now);
  const until = new Date(Math.max(endedAt.getTime(), Date.parse(rule.from)));
  const day = until.getUTCDate();
  until.setUTCMonth(until.getUTCMonth() + (order.received.length > 0 ? rule.paid : rule.unpaid));
  // 30 November and three months is the last day of February, not a day in March.
  if (until.getUTCDate() !== day) until.setUTCDate(0);
  return until;
}
