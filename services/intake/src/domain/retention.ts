import type { Complaint } from './complaint.ts';
import type { Kind, State } from './vocabulary.ts';

/** States in which nothing more is to be said to the person. An answered case is about to close by itself. */
export const endedStates = [
  'refused',
  'redirected',
  'closed',
  'withdrawn',
  'merged',
  'handed-over',
] as const satisfies readonly State[];

interface RetentionRule {
  /** Name in the deletion register. */
  readonly id: string;
  /** First day it holds, as an instant. */
  readonly from: string;
  /** Purpose for which the data is kept that long; law 09-08 wants one, and a limit. */
  readonly purpose: string;
  /** Months after the end of the case. */
  readonly months: number;
  readonly byKind: Readonly<Partial<Record<Kind, number>>>;
  readonly byCategory: Readonly<Record<string, number>>;
  readonly confidential: number;
}

/**
 * Our rule; law 09-08 names no figure. Nothing ends before the rule has been in force for as long as it grants: people have been told the
 * limit by then, and could have asked for their data.
 */
const rules: readonly RetentionRule[] = [
  {
    id: 'retention-2026',
    from: '2026-01-01T00:00:00Z',
    purpose: 'following up the complaint, its reopening and remedies (Médiateur, administrative court)',
    months: 24,
    byKind: { observation: 12, suggestion: 12 },
    // Claims over municipal property and taxes are prescribed in four years.
    byCategory: { FON: 48, TAX: 48 },
    confidential: 60,
  },
];

type Ended = Pick<Complaint, 'kind' | 'category' | 'confidential'>;

/** The rule in force at an instant. */
export function retentionRuleAt(now: Date): RetentionRule {
  const found = rules.findLast((rule) => Date.parse(rule.from) <= now.getTime()) ?? rules[0];
  if (found === undefined) throw new Error('no retention rule is configured');
  return found;
}

/** Until when the person of a case that ended at `endedAt` is kept, by the rule in force `now`. */
export function keptUntil(complaint: Ended, endedAt: Date, now: Date): Date {
  const rule = retentionRuleAt(now);
  const { kind, category, confidential } = complaint;
  const months = confidential ? rule.confidential : (rule.byCategory[category] ?? rule.byKind[kind] ?? rule.months);
  const until = new Date(Math.max(endedAt.getTime(), Date.parse(rule.from)));
  const day = until.getUTCDate();
  until.setUTCMonth(until.getUTCMonth() + months);
  // 31 August and six months is the last day of February, not a day in March.
  if (until.getUTCDate() !== day) until.setUTCDate(0);
  return until;
}

export const isEnded = (state: State): boolean => (endedStates as readonly State[]).includes(state);
